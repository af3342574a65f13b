"""Processes of our own beside the calling one: fresh interpreters at the end of a pipe, which never run the host
program's script again."""
