"""Formulas that people typed into slots, computed as a spreadsheet would: what they know of, and no further."""
