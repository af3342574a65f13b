"""YAML text as plain data with the place of everything."""
