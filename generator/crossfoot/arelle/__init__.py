"""Arelle in a process of its own, and its messages led back to source cells."""
