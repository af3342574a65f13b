"""库: filings, deliveries and what the office did, in SQLite or PostgreSQL; knows no Excel."""
