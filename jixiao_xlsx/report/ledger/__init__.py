"""报送台账 and 总览: rows, workbook, pages and their charts."""
