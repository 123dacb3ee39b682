"""Stage 1: curated files to checked records with addresses."""
