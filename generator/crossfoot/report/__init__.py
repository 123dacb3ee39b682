"""Stage 6: what was found, for people and machines."""
