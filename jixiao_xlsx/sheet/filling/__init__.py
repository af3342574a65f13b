"""A blank is filled as a department would fill it: cells typed into its parts, everything else left alone."""
