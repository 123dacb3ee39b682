"""Processes, files, archives, templates, XML and JSON parsing: nothing of XBRL."""
