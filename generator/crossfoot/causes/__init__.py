"""Stage 4b: of the checks that fail, the single change that would mend most."""
