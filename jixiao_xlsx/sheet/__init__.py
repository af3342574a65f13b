"""Floor 2: the grid, and everything that knows a coordinate."""
