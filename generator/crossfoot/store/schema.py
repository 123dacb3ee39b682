"""Tables of the store as of now, and the migrations that lead there; the same SQL for DuckDB and
PostgreSQL."""

from collections.abc import Iterator, Mapping
from pathlib import Path

SCHEMA_VERSION = 6
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

_MIGRATIONS = Path(__file__).with_name("migrations")


def migration(version: int) -> Iterator[str]:
    """The statements that lead a store from the version before to this one.

    `migrations/NN_name.sql` holds them, frozen: what was released never changes, for a store of any
    version has to arrive at the same tables.
    """
    (file,) = _MIGRATIONS.glob(f"{version:02d}_*.sql")
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("--"))
    return (statement.strip() for statement in text.split(";\n") if statement.strip())


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
