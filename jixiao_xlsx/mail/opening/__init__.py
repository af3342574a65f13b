"""An arrival taken apart: what each file is, what opens it, and what stays shut."""
