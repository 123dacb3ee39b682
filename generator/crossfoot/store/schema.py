"""Tables of the store, version by version; the same SQL for DuckDB and PostgreSQL.

A migration that was released never changes: what is needed more comes as the next one.
"""

from collections.abc import Mapping

SCHEMA_VERSION = 5
VALUE_TYPE = "DECIMAL(38,10)"

Columns = Mapping[str, str]

TABLES: Mapping[str, Columns] = {
    "filers": {
        "filer": "TEXT",
        "scheme": "TEXT",
        "identifier": "TEXT",
        "name": "TEXT",
        "prefix": "TEXT",
    },
    "filings": {
        "filing": "BIGINT",
        "digest": "TEXT",
        "filer": "TEXT",
        "filer_name": "TEXT",
        "form": "TEXT",
        "amendment": "BOOLEAN",
        "period_end": "DATE",
        "fiscal_year": "TEXT",
        "fiscal_period": "TEXT",
        "fiscal_year_end": "TEXT",
        "title": "TEXT",
        "filed": "DATE",
        "filed_from": "TEXT",
        "received": "TIMESTAMP",
        "accession": "TEXT",
        "document": "TEXT",
        "source": "TEXT",
        "reader": "TEXT",
        "validated": "BOOLEAN",
        "verdict": "TEXT",
        "rules": "TEXT",
        "taxonomies": "TEXT",
        "fact_count": "INTEGER",
        "finding_count": "INTEGER",
        "filed_by": "TEXT",
        "told_by": "TEXT",
        "arrival": "INTEGER",
    },
    "files": {"filing": "BIGINT", "name": "TEXT", "sha256": "TEXT", "size": "BIGINT"},
    "facts": {
        "filing": "BIGINT",
        "ordinal": "INTEGER",
        "fact_id": "TEXT",
        "filer": "TEXT",
        "concept": "TEXT",
        "period_start": "DATE",
        "period_end": "DATE",
        "unit": "TEXT",
        "dimensions": "TEXT",
        "language": "TEXT",
        "decimals": "INTEGER",
        "nil": "BOOLEAN",
        "value_text": "TEXT",
        "value": VALUE_TYPE,
    },
    "addresses": {
        "filing": "BIGINT",
        "ordinal": "INTEGER",
        "file": "TEXT",
        "sheet": "TEXT",
        "row_number": "INTEGER",
        "column_name": "TEXT",
        "document": "TEXT",
        "line": "TEXT",
    },
    "footnotes": {
        "filing": "BIGINT",
        "footnote": "INTEGER",
        "role": "TEXT",
        "language": "TEXT",
        "text": "TEXT",
    },
    "fact_footnotes": {"filing": "BIGINT", "ordinal": "INTEGER", "footnote": "INTEGER"},
    "concepts": {
        "filing": "BIGINT",
        "concept": "TEXT",
        "namespace": "TEXT",
        "name": "TEXT",
        "type": "TEXT",
        "period_type": "TEXT",
        "balance": "TEXT",
        "abstract": "BOOLEAN",
        "substitution": "TEXT",
        "custom": "BOOLEAN",
    },
    "labels": {
        "filing": "BIGINT",
        "concept": "TEXT",
        "role": "TEXT",
        "language": "TEXT",
        "text": "TEXT",
    },
    "roles": {"filing": "BIGINT", "role": "TEXT", "name": "TEXT", "definition": "TEXT"},
    "arcs": {
        "filing": "BIGINT",
        "position": "INTEGER",
        "network": "TEXT",
        "arcrole": "TEXT",
        "role": "TEXT",
        "parent": "TEXT",
        "child": "TEXT",
        "arc_order": "TEXT",
        "weight": "TEXT",
        "preferred_label": "TEXT",
        "target_role": "TEXT",
    },
    "findings": {
        "filing": "BIGINT",
        "position": "INTEGER",
        "severity": "TEXT",
        "code": "TEXT",
        "message": "TEXT",
        "hint": "TEXT",
        "file": "TEXT",
        "sheet": "TEXT",
        "row_number": "INTEGER",
        "column_name": "TEXT",
        "document": "TEXT",
        "line": "TEXT",
    },
    "receipts": {
        "digest": "TEXT",
        "filing": "BIGINT",
        "name": "TEXT",
        "received": "TIMESTAMP",
        "verdict": "TEXT",
        "record": "TEXT",
    },
}
"""Every table with its columns in order, as of SCHEMA_VERSION."""

KEYS = {"filers": "filer", "filings": "filing", "receipts": "digest"}

_LATER = {"accession", "filed_by", "told_by", "arrival"}
"""columns of filings that came with later versions"""

_AS_OF_1 = tuple(
    f"CREATE TABLE {name} ("
    + ", ".join(
        f"{column} {kind}"
        for column, kind in columns.items()
        if name != "filings" or column not in _LATER
    )
    + (f", PRIMARY KEY ({KEYS[name]})" if name in KEYS else "")
    + ")"
    for name, columns in TABLES.items()
)

_AS_OF_2 = (
    "ALTER TABLE filings ADD COLUMN accession TEXT",
    "CREATE VIEW fact_versions AS SELECT f.filing, f.ordinal, f.fact_id, f.filer, f.concept, f.period_start, f.period_end, f.unit, "
    "f.dimensions, f.language, f.decimals, f.nil, f.value_text, f.value, g.form, g.period_end AS filing_period_end, g.filed, g.received, "
    "g.verdict, g.validated FROM facts f JOIN filings g ON g.filing = f.filing",
    "CREATE VIEW current_filings AS SELECT * FROM filings g WHERE NOT EXISTS (SELECT 1 FROM filings n "
    "WHERE n.filer = g.filer AND n.form = g.form AND n.period_end = g.period_end "
    "AND (n.received > g.received OR (n.received = g.received AND n.filing > g.filing)))",
)


def _older(one: str, other: str) -> str:
    """As version 3 had it: an original before its amendment, then by the day it was filed where
    that was said, else by that of receipt."""
    said = "CASE WHEN {0}.filed_from IN ('declared', 'given') THEN {0}.filed ELSE CAST({0}.received AS DATE) END"
    keys = [f"{g}.amendment, {said.format(g)}, {g}.received" for g in (one, other)]
    return f"({keys[0]}) <= ({keys[1]})"


_AS_OF_3 = (
    "DROP VIEW fact_versions",
    "DROP VIEW current_filings",
    "ALTER TABLE filings ADD COLUMN filed_by TEXT",
    "ALTER TABLE filings ADD COLUMN told_by TEXT",
    "UPDATE filings SET filed_by = digest, told_by = digest",
    _AS_OF_2[1],
    "CREATE VIEW current_filings AS SELECT * FROM filings g WHERE NOT EXISTS (SELECT 1 FROM filings n WHERE n.filer = g.filer "
    "AND n.form = g.form AND n.period_end = g.period_end AND n.filing <> g.filing "
    f"AND {_older('g', 'n')} AND (NOT {_older('n', 'g')} OR n.filing > g.filing))",
)

_AS_OF_4 = ("DROP VIEW fact_versions", _AS_OF_2[1].replace(" g.form, ", " g.form, g.amendment, "))
"""of filings of one day the amendment is the later one, so facts say which they are of"""

_SAID = "filed_from IN ('declared', 'given')"
_COLUMNS = ", ".join(name for name in TABLES["filings"] if name not in ("filed", "filed_from"))
_UNSAID = f"{_SAID} OR period_end IS NULL OR latest IS NULL OR latest <= filed"
_AS_OF_5 = (
    "DROP VIEW fact_versions",
    "DROP VIEW current_filings",
    "ALTER TABLE filings ADD COLUMN arrival INTEGER",
    "UPDATE filings SET arrival = (SELECT count(*) FROM filings o WHERE o.filer = filings.filer AND "
    "(o.received < filings.received OR (o.received = filings.received AND o.filing <= filings.filing)))",
    f"CREATE VIEW dated_filings AS SELECT {_COLUMNS}, CASE WHEN {_UNSAID} THEN filed ELSE latest END AS filed, "
    f"CASE WHEN {_UNSAID} THEN filed_from ELSE 'superseded' END AS filed_from FROM (SELECT {_COLUMNS}, filed, filed_from, "
    f"max(CASE WHEN {_SAID} THEN filed END) OVER (PARTITION BY filer, form, period_end ORDER BY amendment, received, arrival, filing "
    "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS latest FROM filings) d",
    _AS_OF_4[1]
    .replace("JOIN filings g", "JOIN dated_filings g")
    .replace(" g.received, ", " g.received, g.arrival, "),
    f"CREATE VIEW current_filings AS SELECT {_COLUMNS}, filed, filed_from FROM (SELECT {_COLUMNS}, filed, filed_from, row_number() OVER ("
    "PARTITION BY filer, form, period_end ORDER BY filed DESC NULLS LAST, amendment DESC, received DESC, arrival DESC, filing DESC"
    ") AS place FROM dated_filings) c WHERE place = 1 OR period_end IS NULL",
)
"""one order for as-of, history and what is current: where nobody said a day, a filing is not older
than what it supersedes"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (_AS_OF_1, _AS_OF_2, _AS_OF_3, _AS_OF_4, _AS_OF_5)
"""Statements that lead from version n to n + 1."""

POSTGRES_INDEXES = (
    "CREATE INDEX IF NOT EXISTS facts_of_filing ON facts (filing, ordinal)",
    "CREATE INDEX IF NOT EXISTS facts_of_concept ON facts (concept, period_end, unit)",
    "CREATE INDEX IF NOT EXISTS facts_of_filer ON facts (filer, concept)",
    "CREATE INDEX IF NOT EXISTS addresses_of_filing ON addresses (filing, ordinal)",
    "CREATE INDEX IF NOT EXISTS arcs_of_filing ON arcs (filing, role)",
    "CREATE INDEX IF NOT EXISTS labels_of_filing ON labels (filing, concept)",
    "CREATE INDEX IF NOT EXISTS filings_of_filer ON filings (filer, period_end)",
)
"""DuckDB scans its columns faster than it keeps indexes; PostgreSQL needs them."""
