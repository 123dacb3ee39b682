"""A filing's folder: `company.yaml` above it, `filing.yaml` and its tables."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from crossfoot.curated.aspects import is_date, parse_period, unknown_currency
from crossfoot.curated.charts import read_charts
from crossfoot.curated.column_headers import (
    near_period_ends,
    outlier_columns,
    outlier_scales,
    similar_headers,
    unstated_currencies,
)
from crossfoot.curated.definitions import HEAD_KEYS, CompanySchema, HeadSchema, TableSchema
from crossfoot.curated.notes_and_ties import (
    read_declarations,
    read_notes,
    read_ties,
    read_transcription_notes,
)
from crossfoot.curated.tables_of_filing import read_filing_table
from crossfoot.curated.yaml_file import YamlFile, read_yaml
from crossfoot.curated.yaml_schema import decode_as, decode_list
from crossfoot.model.currencies import CODES, is_currency_form
from crossfoot.model.filing import Column, Company, Filing, Period, Table
from crossfoot.model.finding import Finding, error
from crossfoot.model.profile import PROFILES, Profile, find_profile
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean

_DAY = re.compile(r"--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z", re.ASCII)
_PREFIX = re.compile(r"[a-z][a-z0-9]{1,11}\Z")
_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}]+\Z", re.ASCII)
_TAKEN = frozenset(
    (
        "xbrli",
        "link",
        "xlink",
        "xbrldi",
        "xbrldt",
        "iso4217",
        "ix",
        "ixt",
        "xs",
        "xsi",
        "xml",
        "xhtml",
        "html",
        "gaap",
        "ref",
        "asc",
    )
)
_FALLBACK_AUTHORITY = "https://example.org/crossfoot/"


def read_company(folder: Path) -> tuple[Company | None, list[Finding]]:
    """`company.yaml` of a company's folder."""
    document, findings = read_yaml(folder / "company.yaml", f"{folder.name}/company.yaml")
    if document is None:
        return None, findings
    shape = decode_as(CompanySchema, document.data, document, (), findings)
    if shape is None:
        return None, findings
    profile = find_profile(shape.profile)
    findings.extend(_company_findings(shape, profile, document))
    company = Company(
        name=shape.name,
        prefix=shape.prefix,
        authority=(shape.authority or _FALLBACK_AUTHORITY + shape.prefix).rstrip("/"),
        scheme=shape.entity.scheme,
        identifier=shape.entity.identifier,
        identifiers=tuple(sorted(shape.identifiers.items())),
        fiscal_year_end=shape.fiscal_year_end,
        currency=shape.currency if is_currency_form(shape.currency) else "",
        profile=profile or Profile(name=shape.profile, title=""),
        name_ja=shape.name_ja,
        at=document.at(),
    )
    return company, findings


def _company_findings(
    shape: CompanySchema, profile: Profile | None, document: YamlFile
) -> Iterator[Finding]:
    """What would make broken XML or an identifier that names nobody."""
    if not _PREFIX.match(shape.prefix):
        message, hint = f"'{shape.prefix}' is not a prefix", "2 to 12 lower-case letters or digits"
        yield error("company.prefix", message, document.at("prefix"), hint)
    if profile is None:
        message, hint = f"'{shape.profile}' is not a profile", f"known: {', '.join(PROFILES)}"
        yield error("company.profile", message, document.at("profile"), hint)
    if shape.prefix in _TAKEN:
        message = f"the prefix '{shape.prefix}' is taken"
        yield error("company.prefix", message, document.at("prefix"), "choose another one")
    if shape.authority and not _ADDRESS.match(shape.authority):
        message, at = f"'{shape.authority}' is not an address", document.at("authority")
        yield error("company.authority", message, at, "https://example.org/name")
    if not _ADDRESS.match(shape.entity.scheme):
        message = f"'{shape.entity.scheme}' is not the address of a register"
        at = document.at("entity", "scheme")
        yield error("company.entity", message, at, "http://www.sec.gov/CIK")
    if shape.fiscal_year_end and not _DAY.match(shape.fiscal_year_end):
        message = f"'{shape.fiscal_year_end}' is not a day of the year"
        at = document.at("fiscal_year_end")
        yield error("company.fiscal-year-end", message, at, "write --03-31")
    if shape.currency and not is_currency_form(shape.currency):
        message = f"'{shape.currency}' is not a currency"
        hint = "three capital letters of ISO 4217: JPY, USD, ..."
        yield error("company.currency", message, document.at("currency"), hint)
    elif shape.currency and shape.currency not in CODES:
        yield unknown_currency(shape.currency, document.at("currency"))
    if not shape.entity.identifier.strip():
        hint = 'write it in quotation marks: "0001090633"'
        at = document.at("entity", "identifier")
        yield error("company.entity", "the entity has no identifier", at, hint)


def read_filing(folder: Path) -> tuple[Filing | None, list[Finding]]:
    """Everything curated for one filing; findings of all files, None when its frame can't be
    read."""
    company, findings = read_company(folder.parent)
    document, problems = read_yaml(folder / "filing.yaml", "filing.yaml")
    findings.extend(problems)
    if document is None or company is None:
        return None, findings
    head = _head(document, findings)
    if head is None:
        return None, findings
    context = _context(head.context, document, findings)
    tables = _tables(folder, document, head.source, findings)
    findings.extend(_columns_amiss(tables, document, head.period_end, company.currency))
    filing = Filing(
        company=company,
        stem=f"{company.prefix}-{head.period_end.replace('-', '')}",
        period_end=head.period_end,
        filed=head.filed,
        title=head.title,
        source=head.source,
        base=head.base,
        calculations=head.calculations or company.profile.calculations,
        context=context or Period(start="", end=head.period_end),
        cover=_cover(document, findings),
        tables=tables,
        notes=read_notes(document, tables, findings),
        declarations=read_declarations(document, tables, findings),
        ties=read_ties(document, tables, findings),
        readings=read_transcription_notes(folder, findings),
        charts=read_charts(document, tables, findings),
        at=document.at(),
    )
    return filing, findings


def _context(text: str, document: YamlFile, findings: list[Finding]) -> Period | None:
    """The period of the cover facts; a finding where it is none."""
    at = document.at("context")
    context = parse_period(text, lambda code, m, hint: findings.append(error(code, m, at, hint)))
    if not text or (context is not None and context.instant):
        message = f"the context '{text}' of the cover facts is not a period"
        findings.append(error("read.period", message, at, "write 2009-04-01/2010-03-31"))
    return context


def _head(document: YamlFile, findings: list[Finding]) -> HeadSchema | None:
    """What filing.yaml says of the whole filing; None where it does not say which period it is
    for."""

    def wrong(code: str, message: str, key: str, hint: str) -> None:
        findings.append(error(code, message, document.at(key), hint))

    for key in sorted(set(document.data) - HEAD_KEYS):
        wrong("read.definition", f"'{key}' is not known here", key, did_you_mean(key, HEAD_KEYS))
    known = HeadSchema.__annotations__
    fields = {key: value for key, value in document.data.items() if key in known}
    head = decode_as(HeadSchema, fields, document, (), findings)
    if head is None:
        return None
    if not is_date(head.period_end):
        wrong("read.date", f"'{head.period_end}' is not a date", "period_end", "write 2010-03-31")
        return None
    if head.filed and not is_date(head.filed):
        wrong("read.date", f"'{head.filed}' is not a date", "filed", "write 2010-05-14")
    if head.calculations not in ("", "both", "1.0", "1.1"):
        message = f"'{head.calculations}' is not known"
        wrong("read.definition", message, "calculations", "both, 1.0 or 1.1")
    return head


def _tables(
    folder: Path, document: YamlFile, source: str, findings: list[Finding]
) -> tuple[Table, ...]:
    shared = document.data.get("columns") or {}
    if not isinstance(shared, dict):
        message = "'columns' should be 'name: {...}' entries"
        findings.append(
            error("read.definition", message, document.at("columns"), "name each column once")
        )
    tables: dict[str, Table] = {}
    for index, shape in decode_list(TableSchema, document, "tables", findings):
        at = document.at("tables", index, "id")
        if not re.match(r"[a-z][a-z0-9-]*\Z", shape.id):
            hint = "lower-case letters, digits and hyphens, a letter first"
            findings.append(error("table.id", f"'{shape.id}' is not a table id", at, hint))
            continue
        if shape.id in tables:
            message = f"the table id '{shape.id}' stands twice"
            findings.append(error("table.id", message, at, "give each table its own"))
            continue
        table = read_filing_table(folder, shape, shared, document, index, source, findings)
        if table is not None:
            tables[shape.id] = table
    if not tables and not findings:
        at, hint = document.at("tables"), "list at least one under 'tables:'"
        findings.append(error("read.definition", "the filing has no tables", at, hint))
    return tuple(tables.values())


def _columns_amiss(
    tables: Sequence[Table], document: YamlFile, period_end: str, currency: str
) -> Iterator[Finding]:
    """What columns say of one another, each told once where it is defined."""
    columns = list(
        dict.fromkeys(
            (column, _defined(document, column)) for table in tables for column in table.columns
        )
    )
    in_tables = [
        [(column, _defined(document, column)) for column in table.columns] for table in tables
    ]
    yield from dict.fromkeys(
        finding
        for within in in_tables
        for finding in (*similar_headers(within), *outlier_scales(within))
    )
    yield from near_period_ends(columns, period_end)
    yield from unstated_currencies(columns, currency)
    for within in in_tables:
        yield from outlier_columns(within)


def _defined(document: YamlFile, column: Column) -> SourceRef:
    return document.at("columns", column.name)


def _cover(document: YamlFile, findings: list[Finding]) -> tuple[tuple[str, str, SourceRef], ...]:
    cover = document.data.get("cover") or {}
    if not isinstance(cover, dict) or not all(isinstance(value, str) for value in cover.values()):
        findings.append(
            error(
                "read.definition",
                "'cover' should be 'Concept: value' lines",
                document.at("cover"),
                "one line a cover fact",
            )
        )
        return ()
    return tuple((name, value, document.at("cover", name)) for name, value in cover.items())
