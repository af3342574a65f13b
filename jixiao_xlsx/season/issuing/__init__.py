"""下发: blanks for everybody whom the roster asks, prefilled, with what goes along."""
