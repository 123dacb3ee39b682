"""Arelle in a process of its own, and its messages traced to source cells."""
