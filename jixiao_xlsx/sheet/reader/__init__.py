"""The reader: a returned sheet against its grid, keys first, labels checked, nothing guessed."""
