"""The version of the program, and the standard taxonomy that comes with it."""

VERSION = "0.1.0"
DEFAULT_BASE = "gaap/2026"
"""taken where nothing else is named"""
