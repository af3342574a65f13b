"""自评报告: the report that a filing turns into."""
