"""Concept lists and label lists: CSV to checked concepts."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from sys import intern
from types import MappingProxyType

from msgspec.structs import replace

from crossfoot.curated.tables import RawTable, read_table
from crossfoot.model.finding import Finding, error
from crossfoot.model.source import SourceRef
from crossfoot.model.suggestions import did_you_mean
from crossfoot.model.taxonomy import LABEL_ROLES, NUMERIC_TYPES, TYPES, Anchor, Concept, Label

COLUMNS = (
    "name",
    "type",
    "period",
    "balance",
    "label",
    "label_ja",
    "definition",
    "reference",
    "us_gaap",
    "anchor",
    "replaces",
)
BALANCES = ("", "debit", "credit")
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*\Z")
_SUFFIX = {
    "abstract": "Abstract",
    "table": "Table",
    "axis": "Axis",
    "domain": "Domain",
    "member": "Member",
    "lineItems": "LineItems",
}


def read_concepts(
    paths: list[tuple[Path, str]], prefix: str, base: Mapping[str, Concept] = MappingProxyType({})
) -> tuple[dict[str, Concept], list[Finding]]:
    """Concepts of one vocabulary by local name, from (path, shown name) of its lists; labels.csv
    may be among them.

    A label list may also give labels to concepts of `base`; those come back relabelled, under their
    own prefix.
    """
    concepts: dict[str, Concept] = {}
    findings: list[Finding] = []
    extra: list[tuple[str, Label, SourceRef]] = []
    for path, shown in paths:
        table, problems = read_table(path, shown)
        findings.extend(problems)
        if table is None:
            continue
        if path.name == "labels.csv":
            extra.extend(_extra_labels(table, findings))
            continue
        findings.extend(_unknown_columns(table))
        fields = table.fields(COLUMNS)
        for number, cells in table.rows:
            concept = _concept(fields(cells), table.at(number), prefix, findings)
            if concept.name in concepts:
                also = (concepts[concept.name].source,)
                findings.append(
                    error(
                        "concept.twice",
                        f"'{concept.name}' is defined twice",
                        concept.source,
                        "keep one of them",
                        also,
                    )
                )
                continue
            concepts[concept.name] = concept
    _add_labels(concepts, base, extra, findings)
    return concepts, findings


def _unknown_columns(table: RawTable) -> Iterator[Finding]:
    for name in table.header:
        if name and name not in COLUMNS:
            yield error(
                "read.header",
                f"'{name}' is not a column of a concept list",
                table.at(1, name),
                f"known: {', '.join(COLUMNS)}",
            )
    for name in ("name", "type", "label"):
        if name not in table.header:
            yield error(
                "read.header",
                f"the column '{name}' is missing",
                table.at(1),
                f"known: {', '.join(COLUMNS)}",
            )


def _concept(
    fields: tuple[str, ...], at: SourceRef, prefix: str, findings: list[Finding]
) -> Concept:
    """The concept of a row; `fields` are its cells in the order of COLUMNS."""
    (
        name,
        kind,
        period,
        balance,
        label,
        label_ja,
        definition,
        reference,
        us_gaap,
        anchor,
        replaces,
    ) = fields
    kind, period, balance = (
        intern(kind),
        intern(period or "duration"),
        intern(balance),
    )  # a few texts, in every row
    if not _NAME.match(name) or kind in _SUFFIX or not _usual(kind, period, balance):
        findings.extend(_problems(name, kind, period, balance, at))
    texts = (("", "en", label), ("", "ja", label_ja), ("documentation", "en", definition))
    return Concept(
        name=name,
        prefix=prefix,
        type=kind if kind in TYPES else "string",
        period=period,
        balance=balance if balance in BALANCES else "",
        labels=tuple(
            [Label(role=role, lang=lang, text=text) for role, lang, text in texts if text]
        ),
        references=_split(reference),
        anchors=anchors_of(anchor),
        us_gaap=us_gaap,
        replaces=replaces,
        source=at,
    )


@cache
def anchors_of(text: str) -> tuple[Anchor, ...]:
    """`Wider; > Narrower` as anchors."""
    return tuple(
        [Anchor(base=part.lstrip("> "), wider=part.startswith(">")) for part in _split(text)]
    )


@cache
def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip()) if text else ()


@cache
def _usual(kind: str, period: str, balance: str) -> bool:
    """Whether nothing is wrong with these, whatever the name."""
    return not any(_problems("Name", kind, period, balance, SourceRef(file="")))


def _problems(name: str, kind: str, period: str, balance: str, at: SourceRef) -> Iterator[Finding]:
    if not _NAME.match(name):
        yield error(
            "concept.name",
            f"'{name}' is not a name in capital camel case",
            at,
            "letters and digits, a capital first: NetIncomeLoss",
        )
    if kind not in TYPES:
        yield error(
            "concept.type", f"'{kind}' is not a type", at, f"known: {' '.join(sorted(TYPES))}"
        )
    elif kind in _SUFFIX and not name.endswith(_SUFFIX[kind]):
        yield error(
            "concept.name",
            f"a name of type {kind} ends in {_SUFFIX[kind]}",
            at,
            f"for example: Some{_SUFFIX[kind]}",
        )
    if period not in ("instant", "duration"):
        yield error("concept.period", f"'{period}' is not a period type", at, "instant or duration")
    elif period == "instant" and kind in TYPES and kind not in NUMERIC_TYPES:
        yield error(
            "concept.period",
            f"a {kind} has the period type duration",
            at,
            "write duration, or leave it empty",
        )
    if balance not in BALANCES:
        yield error(
            "concept.balance", f"'{balance}' is not a balance", at, "debit, credit or empty"
        )
    elif balance and kind != "monetary":
        yield error(
            "concept.balance",
            f"a {kind} has no balance",
            at,
            "only monetary concepts have one (XBRL 2.1, 5.1.1.2)",
        )


def _extra_labels(
    table: RawTable, findings: list[Finding]
) -> Iterator[tuple[str, Label, SourceRef]]:
    for number, cells in table.rows:
        row = dict(zip(table.header, cells, strict=True))
        role, at = row.get("role", ""), table.at(number)
        if role not in LABEL_ROLES:
            findings.append(
                error(
                    "label.role",
                    f"'{role}' is not a label role",
                    at,
                    f"known: {' '.join(filter(None, LABEL_ROLES))}",
                )
            )
            continue
        yield (
            row.get("name", ""),
            Label(role=role, lang=row.get("lang", "") or "en", text=row.get("text", ""), source=at),
            at,
        )


def _add_labels(
    concepts: dict[str, Concept],
    base: Mapping[str, Concept],
    extra: list[tuple[str, Label, SourceRef]],
    findings: list[Finding],
) -> None:
    labelled: set[tuple[str, str, str]] = set()
    for name, label, at in extra:
        concept = concepts.get(name) or base.get(name)
        key = (name, label.role, label.lang)
        if concept is None:
            hint = did_you_mean(name, [*concepts, *base])
            findings.append(error("label.concept", f"there is no concept '{name}'", at, hint))
        elif key in labelled or (
            name not in base
            and any((known.role, known.lang) == key[1:] for known in concept.labels)
        ):
            findings.append(
                error(
                    "label.twice",
                    f"'{name}' has two labels of role '{label.role}' in '{label.lang}'",
                    at,
                    "keep one of them",
                )
            )
        else:
            labelled.add(key)
            others = tuple(known for known in concept.labels if (known.role, known.lang) != key[1:])
            concepts[name] = replace(concept, labels=(*others, label))
