"""What analysts know, made from the store: the SEC's JSON and data sets, statements, tidy tables,
and the way back to the source."""
