"""比较: two filings compared, and said for people, programs and Excel."""
