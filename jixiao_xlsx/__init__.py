"""预算绩效表格: YAML specs to locked Excel blanks, and filled workbooks back to records."""

__version__ = "0.1.0"
