"""回收 and 重读: from sources to originals, deliveries and filings in the store."""
