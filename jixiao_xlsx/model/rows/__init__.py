"""What the cells of one row are to each other: parts of one target, or nothing at all."""
