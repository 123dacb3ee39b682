"""Inline XBRL transformations: the text of a page to the value that is meant."""
