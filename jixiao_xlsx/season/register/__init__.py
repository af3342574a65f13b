"""What the office knows of a season: the ledger, the shelf of filings, strays, doubts and acts."""
