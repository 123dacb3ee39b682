"""Rules that no check here looks at, because the filing can't be otherwise or another stage refuses
it; and what we can't keep."""

from collections.abc import Iterator

from crossfoot.filing_rules.rule import Checks, Finished, Problem

_STANDARD = {
    "sec": ("http://fasb.org/us-gaap/", "https://xbrl.fasb.org/us-gaap/"),
    "esef": ("https://www.esma.europa.eu/taxonomy/", "http://www.esma.europa.eu/taxonomy/"),
    "edinet": ("http://disclosure.edinet-fsa.go.jp/taxonomy/",),
}


def _standard_base(done: Finished) -> Iterator[Problem]:
    base = done.taxonomy.base
    if base is not None and not base.vocabulary.namespace.startswith(_STANDARD[done.profile]):
        yield Problem(
            f"the base is {base.vocabulary.namespace}",
            done.filing.at,
            "an authority takes filings on its own taxonomy only",
        )


CHECKS: Checks = {
    "base.standard": _standard_base,
}
