"""Facts of inline XBRL without its taxonomy: transformations, scale, sign, continuations, nesting,
exclusions."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from crossfoot.model.finding import Finding, error, warning
from crossfoot.model.source import SourceRef
from crossfoot.system.bounded import bounded_integer
from crossfoot.system.xml_parser import BadXml, clark, language_of, local, namespace
from crossfoot.xbrl.names import XBRLI, named
from crossfoot.xbrl.readers.contexts import ContextRow, contexts_in, units_in
from crossfoot.xbrl.readers.footnotes import inline_footnotes
from crossfoot.xbrl.readers.inline_text import IX, XML_SPACE, chain_of, texts_in
from crossfoot.xbrl.readers.instance import (
    decimals_in,
    is_nil,
    is_number,
    missing_part,
    qname_text,
    source_findings,
    wrong_number,
)
from crossfoot.xbrl.readers.xml_markup import inner_markup
from crossfoot.xbrl.report_records import FactRow
from crossfoot.xbrl.transformations.registry import transformed
from crossfoot.xbrl.transformations.words import BadText

_FACTS = ("nonFraction", "nonNumeric", "fraction")
_MAX_SCALE = 1000
_DECLARE = "declare it where the fact stands, or above it"


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
    """The facts of all documents, in their order; what is wrong with them joins its findings.
    BadXml where the documents hold more than one report."""
    if several := two_reports(documents) or several_targets([root for _, root in documents.roots]):
        raise BadXml(several)
    elements = [
        (file, element)
        for file, root in documents.roots
        for element in root.iter(*(f"{{{ix}}}*" for ix in IX))
    ]
    continuations = {
        element.get("id"): element for _, element in elements if local(element) == "continuation"
    }
    for file, root in documents.roots:
        documents.findings.extend(source_findings(root, file))
    reader = _Reader(
        documents=documents,
        contexts=contexts_in(_resources(documents, "context"), documents.prefixes),
        units=units_in(_resources(documents, "unit"), documents.prefixes),
        continuations=continuations,
        notes=inline_footnotes([element for _, element in elements], continuations),
        bases={file: _base(root) for file, root in documents.roots},
    )
    facts = (
        reader.fact(file, element)
        for file, element in elements
        if local(element) in _FACTS and documents.target in (None, element.get("target") or "")
    )
    return [fact for fact in facts if fact is not None]


def _resources(documents: InlineSet, kind: str) -> Iterator[Any]:
    for _, root in documents.roots:
        yield from root.iter(f"{{{XBRLI}}}{kind}")


def _base(root: Any) -> str:
    """The address against which the page's relative ones are read; empty where it names none."""
    return next((base.get("href") or "" for base in root.iter("{*}base")), "")


def two_reports(documents: InlineSet) -> str:
    """Where two pages mean two contexts or units by one id, which: they are two reports, and each
    would get the other's periods."""
    known: dict[tuple[str, str], tuple[str, object]] = {}
    for file, root in documents.roots if len(documents.roots) > 1 else ():
        page = InlineSet(roots=((file, root),), prefixes=documents.prefixes)
        contexts: Mapping[str, object] = contexts_in(_resources(page, "context"), page.prefixes)
        units: Mapping[str, object] = units_in(_resources(page, "unit"), page.prefixes)
        for kind, resources in (("context", contexts), ("unit", units)):
            for name, resource in resources.items():
                first, meaning = known.setdefault((kind, name), (file, resource))
                if meaning != resource:
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


class _Refused(ValueError):
    """A text that its transformation does not take; the message says so."""


class _Reader(Struct, frozen=True, kw_only=True):
    documents: InlineSet
    contexts: Mapping[str, ContextRow]
    units: Mapping[str, str]
    continuations: Mapping[str | None, Any]
    notes: Mapping[Any, list[tuple[str, str, str]]]
    bases: Mapping[str, str]

    def fact(self, file: str, element: Any) -> FactRow | None:
        """The fact of an element of the page `file`; None, with a finding, where it can't be
        taken."""
        context = self.contexts.get(element.get("contextRef") or "")
        name, unit_ref = element.get("name") or "", element.get("unitRef")
        numeric = local(element) != "nonNumeric"
        where = SourceRef(file=file, row=element.sourceline)
        concept = clark(element, name)
        fault = missing_part(name, context, unit_ref, self.units, where)
        if fault is None and not concept.startswith("{"):
            what = f"the fact {name} has a prefix that is not declared"
            fault = error("ingest.fact", what, where, _DECLARE)
        if fault is None and numeric:
            fault = wrong_number(element, name, where)
        if context is None or fault is not None:
            self.documents.findings.extend(filter(None, (fault,)))
            return None
        value = None if is_nil(element) else self._value(file, element)
        if value is None and not is_nil(element):
            return None
        fact_id = element.get("id")
        return FactRow(
            fact_id=fact_id,
            filer=context.filer,
            concept=named(concept, self.documents.prefixes),
            period=(context.start, context.end),
            unit=self.units.get(unit_ref or "") if numeric else None,
            dimensions=context.dimensions,
            language=None if numeric or value is None else language_of(element),
            decimals=decimals_in(element, value) if numeric else None,
            value=value,
            file=file,
            line=element.sourceline,
            footnotes=tuple(self.notes.get(fact_id or element, ())),
        )

    def _value(self, file: str, element: Any) -> str | None:
        """The text that is meant; None, with a finding, where its transformation refuses it."""
        try:
            if local(element) == "nonNumeric":
                return self._text(file, element)
            if local(element) == "nonFraction":
                return self._number(file, element)
            sides = [
                self._number(file, side)
                for kind in ("numerator", "denominator")
                for side in element.iter(f"{{{namespace(element)}}}{kind}")
            ]
            return "/".join(sides)
        except _Refused as refused:
            hint = "where a policy lets the filing in, the fact is left out"
            where = SourceRef(file=file, row=element.sourceline)
            self.documents.findings.append(error("ingest.fact", str(refused), where, hint))
            return None

    def _number(self, file: str, element: Any) -> str:
        text = self._formatted(element, "".join(texts_in(element)).strip(XML_SPACE))
        scale = element.get("scale") or "0"
        power = bounded_integer(scale.strip(XML_SPACE).removeprefix("+"))
        if power is None or abs(power) > _MAX_SCALE:
            self._problem(f"its scale '{scale[:40]}' is not a whole number", file, element)
            return text
        if not is_number(text):
            self._problem(f"'{text[:40]}' is not a number; it is kept as it is", file, element)
            return text
        number = Decimal(text).scaleb(power) if len(text) < 28 else _scaled(text, power)
        return f"{-number if element.get('sign') == '-' and number else number:f}"

    def _text(self, file: str, element: Any) -> str:
        chain = list(chain_of(element, self.continuations))
        if (further := chain[-1].get("continuedAt")) and further not in self.continuations:
            what = f"the text {element.get('name')} goes on at '{further[:60]}', which is not there; its beginning is kept"
            self._problem(what, file, element)
        if element.get("escape") in ("true", "1"):
            return "".join(inner_markup(part, IX, self.bases[file]) for part in chain)
        text = "".join(text for part in chain for text in texts_in(part))
        return qname_text(element, self._formatted(element, text), self.documents.prefixes)

    def _formatted(self, element: Any, text: str) -> str:
        """The text as its transformation has it; _Refused where that does not take it (Inline XBRL
        1.1, 10.1.2: transformValueError)."""
        name = (element.get("format") or "").strip()
        if not name:
            return text
        try:
            return transformed(clark(element, name), text)
        except KeyError:
            raise _Refused(
                f"the transformation {name} is not known (invalidTransformation)"
            ) from None
        except BadText:
            shown = " ".join(text.split())[:40]
            raise _Refused(
                f"the transformation {name} does not take '{shown}' (transformValueError)"
            ) from None

    def _problem(self, text: str, file: str, element: Any) -> None:
        self.documents.findings.append(
            warning("ingest.fact", text, SourceRef(file=file, row=element.sourceline))
        )


def _scaled(text: str, scale: int) -> Decimal:
    """Exact at any length: the digits with the point moved."""
    sign, digits, exponent = Decimal(text).as_tuple()
    return Decimal((sign, digits, int(exponent) + scale))
