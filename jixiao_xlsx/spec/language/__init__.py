"""The words of the spec language, and what it expects where."""
