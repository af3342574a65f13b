"""Floor 3: the verbs of a season, composed of the floors below."""
