"""Readers of a report without its taxonomy, one per syntax."""
