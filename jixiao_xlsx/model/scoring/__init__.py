"""评分: targets against what came of them, by profile."""
