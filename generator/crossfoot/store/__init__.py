"""The fact store: what filings said, when they said it, and where each number comes from."""
