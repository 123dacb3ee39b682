"""Facts of inline XBRL without its taxonomy: transformations, scale, sign, continuations, nesting,
exclusions."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.source import SourceRef
from crossfoot.system.xml_parser import BadXml, clark, language_of, local, namespace
from crossfoot.xbrl.names import XBRLI, named
from crossfoot.xbrl.readers.contexts import ContextRow, contexts_in, units_in
from crossfoot.xbrl.readers.footnotes import inline_footnotes
from crossfoot.xbrl.readers.inline_text import IX, chain_of, texts_in
from crossfoot.xbrl.readers.instance import (
    decimals,
    is_nil,
    is_number,
    missing_part,
    tuples_told,
    wrong_number,
)
from crossfoot.xbrl.readers.xml_markup import inner_markup
from crossfoot.xbrl.report_records import FactRow
from crossfoot.xbrl.transformations.registry import transformed
from crossfoot.xbrl.transformations.words import BadText

_FACTS = ("nonFraction", "nonNumeric", "fraction")
_MAX_SCALE = 1000


class InlineSet(Struct, frozen=True, kw_only=True):
    """The documents of one report, read as one."""

    roots: tuple[tuple[str, Any], ...]
    prefixes: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)
    target: str | None = None
    """the target document that is read where there are several, "" for the default one"""


def is_inline(root: Any) -> bool:
    return local(root) == "html" and any(True for ix in IX for _ in root.iter(f"{{{ix}}}header"))


def read_inline(documents: InlineSet) -> list[FactRow]:
    """The facts of all documents, in their order."""
    elements = [
        (file, element)
        for file, root in documents.roots
        for element in root.iter()
        if namespace(element) in IX
    ]
    plain = [
        element
        for _, root in documents.roots
        for element in root.iter()
        if local(element) in ("context", "unit")
    ]
    continuations = {
        element.get("id"): element for _, element in elements if local(element) == "continuation"
    }
    if told := two_reports(documents) or several_targets([root for _, root in documents.roots]):
        raise BadXml(told)
    if group := next(
        ((file, element) for file, element in elements if local(element) == "tuple"), None
    ):
        documents.findings.append(tuples_told(SourceRef(file=group[0], row=group[1].sourceline)))
    reader = _Reader(
        documents=documents,
        contexts=contexts_in((one for one in plain if local(one) == "context"), documents.prefixes),
        units=units_in((one for one in plain if local(one) == "unit"), documents.prefixes),
        continuations=continuations,
        notes=inline_footnotes([element for _, element in elements], continuations),
    )
    facts = (
        reader.fact(file, element)
        for file, element in elements
        if local(element) in _FACTS and documents.target in (None, element.get("target") or "")
    )
    return [fact for fact in facts if fact is not None]


def two_reports(documents: InlineSet) -> str:
    """Where two pages mean two contexts or units by one id, which: they are two reports, and each
    would get the other's periods."""
    held: dict[tuple[str, str], tuple[str, object]] = {}
    for file, root in documents.roots if len(documents.roots) > 1 else ():
        for kind, name, told in _resources(root, documents.prefixes):
            first, known = held.setdefault((kind, name), (file, told))
            if known != told:
                return f"{first} and {file} each mean another {kind} by '{name}': these are two reports, hand each in alone"
    return ""


def several_targets(roots: Iterable[Any]) -> str:
    """Where facts go to target documents for which no page has references, which: they would be of
    no report (Inline XBRL 1.1, 11.1.2)."""
    facts, references = (
        {element.get("target") or "" for root in roots for ix in IX for kind in kinds
         for element in root.iter(f"{{{ix}}}{kind}")}
        for kinds in (_FACTS, ("references",))
    )  # fmt: skip
    names = ", ".join(target or "the default one" for target in sorted(facts - references))
    if not names or len(facts) < 2:
        return ""
    return f"it has facts for target documents without references of their own: {names}"


def _resources(root: Any, prefixes: Mapping[str, str]) -> Iterator[tuple[str, str, object]]:
    contexts, units = (list(root.iter(f"{{{XBRLI}}}{kind}")) for kind in ("context", "unit"))
    for kind, found in (
        ("context", contexts_in(contexts, prefixes)),
        ("unit", units_in(units, prefixes)),
    ):
        for name, told in found.items():
            yield kind, name, told


class _Reader(Struct, frozen=True, kw_only=True):
    documents: InlineSet
    contexts: Mapping[str, ContextRow]
    units: Mapping[str, str]
    continuations: Mapping[str | None, Any]
    notes: Mapping[str, list[tuple[str, str, str]]]

    def fact(self, file: str, element: Any) -> FactRow | None:
        context = self.contexts.get(element.get("contextRef") or "")
        unit_ref = element.get("unitRef")
        name = element.get("name") or ""
        lost = missing_part(
            name, context, unit_ref, self.units, SourceRef(file=file, row=element.sourceline)
        )
        if context is None or lost is not None:
            self.documents.findings.extend(filter(None, (lost,)))
            return None
        numeric = local(element) != "nonNumeric"
        if (wrong := self._wrong(file, element, name, numeric=numeric)) is not None:
            self.documents.findings.append(wrong)
            return None
        value = (
            None
            if is_nil(element)
            else self._number(file, element)
            if numeric
            else self._text(file, element)
        )
        fact_id = element.get("id")
        return FactRow(
            fact_id=fact_id,
            filer=context.filer,
            concept=named(clark(element, name), self.documents.prefixes),
            period=(context.start, context.end),
            unit=self.units.get(unit_ref or "") if numeric else None,
            dimensions=context.dimensions,
            language=None if numeric or value is None else language_of(element),
            decimals=decimals(element, value) if numeric else None,
            value=value,
            file=file,
            line=element.sourceline,
            footnotes=tuple(self.notes.get(fact_id or "", ())),
        )

    def _wrong(self, file: str, element: Any, name: str, *, numeric: bool) -> Finding | None:
        """Why the fact can't be taken though its context is there."""
        where = SourceRef(file=file, row=element.sourceline)
        if not clark(element, name).startswith("{"):
            hint = "declare it where the fact stands, or above it"
            return error(
                "ingest.fact", f"the fact {name} has a prefix that is not declared", where, hint
            )
        return wrong_number(element, name, where) if numeric else None

    def _number(self, file: str, element: Any) -> str:
        text = self._formatted(file, element, "".join(texts_in(element)).strip())
        scale = element.get("scale") or "0"
        if not is_number(text) or not scale.lstrip("+-").isdigit() or abs(int(scale)) > _MAX_SCALE:
            self._problem(f"'{text[:40]}' is not a number; it is kept as it is", file, element)
            return text
        number = Decimal(text).scaleb(int(scale)) if len(text) < 28 else _scaled(text, int(scale))
        return f"{-number if element.get('sign') == '-' and number else number:f}"

    def _text(self, file: str, element: Any) -> str:
        chain = list(chain_of(element, self.continuations))
        if (further := chain[-1].get("continuedAt")) and further not in self.continuations:
            what = f"the text {element.get('name')} goes on at '{further[:60]}', which is not there; its beginning is kept"
            self._problem(what, file, element)
        if element.get("escape") in ("true", "1"):
            return "".join(inner_markup(one, IX) for one in chain)
        return self._formatted(
            file, element, "".join(text for one in chain for text in texts_in(one))
        )

    def _formatted(self, file: str, element: Any, text: str) -> str:
        name = (element.get("format") or "").rpartition(":")[2]
        if not name:
            return text.replace(",", "") if local(element) == "nonFraction" else text
        try:
            return transformed(name, text)
        except KeyError:
            self._problem(
                f"the transformation {name} is not known; its text is kept as it is", file, element
            )
        except (BadText, ValueError):
            self._problem(
                f"'{text.strip()[:40]}' does not fit the transformation {name}; it is kept as it is",
                file,
                element,
            )
        return text

    def _problem(self, text: str, file: str, element: Any) -> None:
        self.documents.findings.append(
            warning("ingest.fact", text, SourceRef(file=file, row=element.sourceline))
        )


def _scaled(text: str, scale: int) -> Decimal:
    """Exact at any length: the digits with the point moved."""
    sign, digits, exponent = Decimal(text).as_tuple()
    return Decimal((sign, digits, int(exponent) + scale))
