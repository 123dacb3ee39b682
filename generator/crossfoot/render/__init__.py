"""Stage 4: facts to XBRL 2.1, inline XBRL, xBRL-JSON and xBRL-CSV."""
