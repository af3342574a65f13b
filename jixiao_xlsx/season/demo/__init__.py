"""演示: the embedded samples, and a whole season played by invented departments."""
