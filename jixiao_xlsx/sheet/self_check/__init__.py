"""自检: what a blank checks by itself while it is filled, and where the filler explains."""
