"""退回 and 催报: the letters to agencies that owe something."""
