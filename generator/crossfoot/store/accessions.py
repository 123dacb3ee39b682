"""The SEC's accession number: the number of one submission, `0001193125-10-036181`."""

import re
from collections.abc import Iterator
from itertools import islice

from crossfoot.errors import UsageError
from crossfoot.store.connection import Store
from crossfoot.xbrl.report_finder import FilingLocation

_NUMBER = re.compile(r"[0-9]{10}-[0-9]{2}-[0-9]{6}")


class NumberTaken(ValueError):
    """The accession number is that of another filing of the store."""


def of_one(number: str, spots: Iterator[FilingLocation]) -> Iterator[FilingLocation]:
    """The one filing that the number is given for; UsageError where it is no accession number, or
    there are several filings."""
    if not _NUMBER.fullmatch(number):
        raise UsageError(f"'{number}' is not an accession number", "write 0001193125-10-036181")
    found = list(islice(spots, 2))
    if len(found) > 1:
        raise UsageError(
            "--accession is the number of one filing, and there are several",
            "hand them in one by one, each with its own",
        )
    return iter(found)


def not_taken(store: Store, number: str, filing: int) -> None:
    """NumberTaken where another filing has the number."""
    rows = store.rows(
        "SELECT digest, period_end FROM filings WHERE accession = ? AND filing <> ?",
        (number, filing),
    ).rows
    for digest, period_end in rows:
        raise NumberTaken(
            f"{number} is the accession number of another filing, {digest[:12]} for {period_end}"
        )
