"""Floor 2: what is known of filings once they are records: the audit of their rules."""
