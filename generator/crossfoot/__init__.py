"""crossfoot: from printed statements to filings whose totals are proved."""
