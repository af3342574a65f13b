"""Worker processes for foreign files: each has its own time and memory, and can spoil only its own file."""
