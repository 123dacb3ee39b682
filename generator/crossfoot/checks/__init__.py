"""Stage 5: preflight, Arelle, and the way back to the cell."""
