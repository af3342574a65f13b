"""The nouns of a season: roster, dues, deliveries, acts, ledger."""
