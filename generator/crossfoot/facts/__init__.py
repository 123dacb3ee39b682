"""Stage 3: tables and taxonomy to facts."""
