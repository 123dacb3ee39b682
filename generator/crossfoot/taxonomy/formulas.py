"""The formula linkbase of a filing (XBRL Formula 1.0): a value assertion for each tie, an existence
assertion for each cover fact."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from crossfoot.model.assertion import Assertions, ExistenceAssertion, ValueAssertion, operands
from crossfoot.model.instance import Fact
from crossfoot.model.taxonomy import Taxonomy
from crossfoot.model.xml_text import attribute, text
from crossfoot.taxonomy.formula_filters import AspectFilter, Filters, filters_of
from crossfoot.taxonomy.formula_head import (
    AND,
    FILTER,
    HOST,
    LINK_ROLE,
    MESSAGE,
    MESSAGE_ROLE,
    SET,
    SEVERITY,
    formula_head,
)
from crossfoot.taxonomy.formula_terms import NotExpressible
from crossfoot.taxonomy.formula_test import test_of

_MARKS = str.maketrans({"{": "{{", "}": "}}"})


def formula_linkbase(
    assertions: Assertions, taxonomy: Taxonomy, facts: Iterable[Fact]
) -> Iterator[str]:
    """The linkbase, or nothing when there is no assertion.

    In pieces; `facts` are all facts of the filing, from which filters tell those of an assertion
    apart (XBRL Formula 1.0, Variables 1.0).
    """
    testable = [
        (assertion, test)
        for assertion in assertions.values
        if (test := _test(assertion)) is not None
    ]
    if not testable:
        return
    filters = filters_of(taxonomy, facts)
    yield formula_head(taxonomy)
    yield f'<gen:link xlink:type="extended" xlink:role="{LINK_ROLE}">\n'
    yield from _assertions(testable, assertions.existences, filters)
    yield from filters.resources.values()
    for label, picks in filters.arcs.items():
        yield from _filter_arcs(label, picks, AND)
    if any(assertion.declared for assertion, _ in testable):
        yield f'<link:loc xlink:type="locator" xlink:href="{HOST}/2022/severities.xml#OK" xlink:label="ok"/>\n'
    yield "</gen:link>\n</link:linkbase>\n"


def _assertions(
    testable: Iterable[tuple[ValueAssertion, str]],
    existences: Iterable[ExistenceAssertion],
    filters: Filters,
) -> Iterator[str]:
    """The assertions, then the facts that the values are about; what filters they need gathers in
    `filters`."""
    messages: dict[tuple[str, str], str] = {}
    variables: dict[str, Fact] = {}
    for assertion, test in testable:
        yield from _value(assertion, test, messages)
        variables.update((fact.id, fact) for fact in _facts(assertion))
    for existence in existences:
        yield from _existence(existence, filters)
    for name, fact in variables.items():
        yield from _variable(f"fact.{name}", filters.of_fact(fact))


def expressible(assertions: Assertions) -> Assertions:
    """Without the ties that XPath can't compute exactly; they are counted."""
    values = tuple(assertion for assertion in assertions.values if _test(assertion) is not None)
    lost = len(assertions.values) - len(values)
    reasons = (*assertions.left_out, *((("is a sum of products", lost),) if lost else ()))
    return replace(assertions, values=values, left_out=reasons)


def _test(assertion: ValueAssertion) -> str | None:
    try:
        return test_of(
            assertion.left,
            assertion.right,
            {fact.id: name for name, fact in _variables(assertion).items()},
        )
    except NotExpressible:
        return None


def _facts(assertion: ValueAssertion) -> list[Fact]:
    return list(
        {
            operand.fact.id: operand.fact
            for operand in (*operands(assertion.left), *operands(assertion.right))
        }.values()
    )


def _variables(assertion: ValueAssertion) -> dict[str, Fact]:
    return {f"v{number}": fact for number, fact in enumerate(_facts(assertion), 1)}


def _value(
    assertion: ValueAssertion, test: str, messages: dict[tuple[str, str], str]
) -> Iterator[str]:
    name = assertion.id
    yield (
        f'<va:valueAssertion xlink:type="resource" xlink:label="{name}" id="{name}" aspectModel="dimensional" '
        f'implicitFiltering="false" test="{attribute(test)}"/>\n'
    )
    for number, (variable, fact) in enumerate(_variables(assertion).items(), 1):
        yield _arc(
            "variable:variableArc",
            SET,
            name,
            f"fact.{fact.id}",
            f' order="{number}" name="{variable}"',
        )
    for lang, message in _told(assertion):
        yield from _message(assertion.id, lang, message, messages)
    if assertion.declared:
        yield _arc("gen:arc", SEVERITY, name, "ok", "")


def _told(assertion: ValueAssertion) -> Iterator[tuple[str, str]]:
    """The message in both languages: what should agree, and each part with its value."""
    for lang, name in (("en", assertion.name), ("ja", assertion.name_ja)):
        parts = "; ".join(
            f"{_shown(fact.concept.label('', lang))} {{${variable}}}"
            for variable, fact in _variables(assertion).items()
        )
        end = f" ({_shown(assertion.declared)})" if assertion.declared else ""
        yield lang, f"{_shown(name)}: {parts}{end}"


def _message(
    name: str, lang: str, message: str, messages: dict[tuple[str, str], str]
) -> Iterator[str]:
    """An assertion's message; columns of one tie share it."""
    label = messages.setdefault((lang, message), f"message.{lang}.{name}")
    if label == f"message.{lang}.{name}":
        yield (
            f'<msg:message xlink:type="resource" xlink:label="{label}" xlink:role="{MESSAGE_ROLE}" xml:lang="{lang}">'
            f"{text(message)}</msg:message>\n"
        )
    yield _arc("gen:arc", MESSAGE, name, label, "")


def _shown(words: str) -> str:
    """Words in a message, where braces hold expressions."""
    return words.translate(_MARKS)


def _existence(assertion: ExistenceAssertion, filters: Filters) -> Iterator[str]:
    name = assertion.id
    yield (
        f'<ea:existenceAssertion xlink:type="resource" xlink:label="{name}" id="{name}" '
        'aspectModel="dimensional" implicitFiltering="false"/>\n'
    )
    yield _arc("variable:variableArc", SET, name, f"fact.{name}", ' name="v1"')
    yield from _variable(
        f"fact.{name}", [filters.concept(assertion.concept), *filters.period(assertion.period)]
    )
    for lang, words in (("en", "the cover does not tell"), ("ja", "表紙に記載がない:")):
        yield from _message(name, lang, f"{words} {_shown(assertion.concept.label('', lang))}", {})


def _variable(label: str, picks: Iterable[AspectFilter]) -> Iterator[str]:
    yield f'<variable:factVariable xlink:type="resource" bindAsSequence="false" xlink:label="{label}"/>\n'
    yield from _filter_arcs(label, picks, FILTER)


def _filter_arcs(label: str, picks: Iterable[AspectFilter], arcrole: str) -> Iterator[str]:
    for order, pick in enumerate(picks, 1):
        more = f' order="{order}" complement="{"true" if pick.without else "false"}" cover="true"'
        yield _arc("variable:variableFilterArc", arcrole, label, pick.label, more)


def _arc(element: str, arcrole: str, source: str, target: str, more: str) -> str:
    return f'<{element} xlink:type="arc" xlink:arcrole="{arcrole}" xlink:from="{source}" xlink:to="{target}"{more}/>\n'
