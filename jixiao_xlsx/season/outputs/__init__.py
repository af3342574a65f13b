"""What a season gives in the end: reports, 总览, 批复表 and 公开表, comparisons."""
