"""What any XBRL software needs: names, packages, schemas, linkbases, reports and their readers."""
