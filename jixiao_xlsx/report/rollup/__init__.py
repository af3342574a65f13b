"""汇总: the sheets of the roll-up workbook."""
