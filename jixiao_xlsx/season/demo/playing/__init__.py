"""扮演: forty invented departments that fill the season's blanks, make mistakes and write mail, for the demo."""
