"""One form at a time: issued, read, reviewed, rolled up, printed, from the files that are given."""
