"""The reader of .xls and .et."""
