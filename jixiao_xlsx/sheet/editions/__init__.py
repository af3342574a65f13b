"""Blanks of another state of their form: a layout as text, read back from it, and its keys brought to today's."""
