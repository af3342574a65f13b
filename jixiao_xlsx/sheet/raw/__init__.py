"""Between a foreign file and cells: the guard and the sparse readers of .xlsx, .xls, .et and .ods."""
