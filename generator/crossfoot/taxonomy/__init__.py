"""Stage 2: concepts and trees to schema and linkbases."""
