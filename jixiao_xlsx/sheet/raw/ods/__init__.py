"""The reader of .ods."""
