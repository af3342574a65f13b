"""A form and what it asks: sections, trees, checks, tolerance."""
