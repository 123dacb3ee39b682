"""Rules that no check here looks at, because the filing can't be otherwise or another stage refuses
it; and what we can't keep."""

from collections.abc import Iterator

from crossfoot.filing_rules.rule import Checks, FilingContext, Problem


def _standard_base(report: FilingContext) -> Iterator[Problem]:
    base = report.taxonomy.base
    if base is not None and not base.vocabulary.namespace.startswith(
        report.profile.standard_taxonomies
    ):
        yield Problem(
            f"the base is {base.vocabulary.namespace}",
            report.filing.at,
            "an authority takes filings on its own taxonomy only",
        )


CHECKS: Checks = {
    "base.standard": _standard_base,
}
