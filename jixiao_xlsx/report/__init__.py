"""Floor 2: what is printed or exported from records."""
