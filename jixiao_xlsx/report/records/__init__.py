"""Filings as records: nested JSON, flat rows, Parquet, a few lines for the terminal; which of them count."""
