"""Stage beside the others: which printed numbers of a source document became facts or proofs."""
