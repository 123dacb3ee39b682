"""Inline XBRL 1.1 fact tags around printed text."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from crossfoot.model.instance import Amount, Fact, Instance
from crossfoot.model.packed_cell import PackedCell
from crossfoot.model.separators import Separators
from crossfoot.model.xml_text import text
from crossfoot.render.inline_strings import Words
from crossfoot.render.xbrl import LANG, Contexts, plain

DIGITS = "ixt:num-dot-decimal"
COMMA = "ixt:num-comma-decimal"
_USUAL: Any = PackedCell
DASH = "ixt:fixed-zero"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def number_tag(facts: tuple[Fact, ...], amount: Amount, used: Contexts) -> str:
    """The digits of a printed number inside one tag for each fact; `facts` come from
    `nested_facts`."""
    inner = text(amount.digits)
    for fact in reversed(facts):
        inner = _number(fact, tag_attributes(fact, amount, used), inner)
    return inner


def tag_attributes(fact: Fact, amount: Amount, used: Contexts) -> str:
    """What the tag of a printed number says after the concept: context, unit, accuracy, scale,
    format and sign."""
    scale = f' scale="{amount.scale}"' if amount.scale and not amount.dash else ""
    return _how(fact, used, f'{scale} format="{transformation_for(amount)}"')


def transformation_for(amount: Amount) -> str:
    """The transformation that leads from the printed digits to the number."""
    if amount.dash:
        return DASH
    return (
        DIGITS
        if amount.__class__ is _USUAL or amount.separators.plain
        else transformation_of(amount.separators)
    )


def transformation_of(separators: Separators) -> str:
    """The transformation of numbers that are written so; apostrophes have their own."""
    form = DIGITS if separators.decimals == "." else COMMA
    return f"{form}-apos" if separators.thousands == "'" else form


def _how(fact: Fact, used: Contexts, form: str) -> str:
    unit = fact.unit.id if fact.unit else ""
    decimals = "INF" if fact.decimals is None else fact.decimals
    sign = ' sign="-"' if isinstance(fact.value, Decimal) and fact.value < 0 else ""
    return f' contextRef="{used.contexts[fact.context_key]}" unitRef="{unit}" decimals="{decimals}"{form}{sign}'


def _number(fact: Fact, how: str, inner: str) -> str:
    return (
        f'<ix:nonFraction id="{fact.id}" name="{fact.concept.qname}"{how}>{inner}</ix:nonFraction>'
    )


def nested_facts(facts: tuple[Fact, ...], amount: Amount | None) -> tuple[Fact, ...]:
    """The facts that one printed number can stand for: nested tags share format, scale and unit
    (Inline XBRL 1.1, 10.1.1)."""
    if amount is None or amount.unreadable:
        return ()
    if len(facts) == 1 and facts[0].value is amount.value:
        return facts
    printed = amount.value.copy_abs()
    fit = [
        fact
        for fact in facts
        if fact.unit is not None
        and isinstance(fact.value, Decimal)
        and fact.value.copy_abs() == printed
    ]
    return tuple(fact for fact in fit if fact.unit == fit[0].unit)


def block_tags(instance: Instance, used: Contexts) -> dict[str, tuple[str, str]]:
    """What opens and closes the text of a table that is a text block, or continues one, by
    table."""
    tags = {}
    for block in instance.blocks:
        fact = block.fact
        names = [fact.id, *(f"{fact.id}.{number}" for number in range(2, len(block.tables) + 1))]
        aspects = f' name="{fact.concept.qname}" contextRef="{used.contexts[fact.context_key]}" escape="true"{_lang(fact)}'
        for table, name, after in zip(block.tables, names, [*names[1:], ""], strict=True):
            tag, attributes = ("nonNumeric", aspects) if name == fact.id else ("continuation", "")
            further = f' continuedAt="{after}"' if after else ""
            tags[table] = (f'<ix:{tag} id="{name}"{attributes}{further}>', f"</ix:{tag}>")
    return tags


def hidden_tags(instance: Instance, used: Contexts, words: Words) -> Iterator[str]:
    """Facts that no printed text stands for; usually none. A page in another language holds the
    text blocks of the English one here."""
    if all(shown is fact for shown, fact in zip_longest(_shown(instance, words), instance.facts)):
        return
    shown = {fact.id for fact in _shown(instance, words)}
    for fact in instance.facts:
        if fact.id not in shown:
            if fact.unit is None:
                yield text_tag(fact, used, words)
            elif isinstance(fact.value, Decimal):
                yield _number(
                    fact, _how(fact, used, f' format="{DIGITS}"'), plain(fact.value.copy_abs())
                )


def _shown(instance: Instance, words: Words) -> Iterable[Fact]:
    begun = {block.tables[0]: block.fact for block in instance.blocks} if words.lang == "en" else {}
    yield from instance.cover
    for statement in instance.statements:
        if statement.id in begun:
            yield begun[statement.id]
        for line in statement.lines:
            for part in line.label:
                if part.facts:
                    yield from nested_facts(part.facts, part.amount)
            for cell in line.cells:
                if cell.__class__ is _USUAL:
                    itself: Any = cell
                    yield itself
                elif cell.facts:
                    yield from nested_facts(cell.facts, cell.amount)


def text_tag(fact: Fact, used: Contexts, words: Words) -> str:
    """A cover fact; dates and flags are printed for people and carry the format that leads back.

    `used` has the ids of contexts; what follows the tag, such as the mark of a day, is part of the
    result (Inline XBRL 1.1, 11; Transformation Registry 5).
    """
    form, printed, after = _for_people(fact.concept.type, str(fact.value), words)
    how = f' format="ixt:{form}"' if form else ""
    return (
        f'<ix:nonNumeric id="{fact.id}" name="{fact.concept.qname}" contextRef="{used.contexts[fact.context_key]}"'
        f"{how}{_lang(fact)}>{text(printed)}</ix:nonNumeric>{after}"
    )


def _lang(fact: Fact) -> str:
    return f' xml:lang="{LANG.get(fact.lang, fact.lang)}"' if fact.lang else ""


def _for_people(kind: str, value: str, words: Words) -> tuple[str, str, str]:
    """The format, what the tag holds, and what is printed after it (TR5 takes no mark after the day
    of a month)."""
    if kind == "boolean" and value in ("true", "false"):
        return f"fixed-{value}", words.yes if value == "true" else words.no, ""
    if kind == "date":
        year, month, day = value.split("-")
        if words.cjk_dates:
            return "date-year-month-day", f"{year}年{int(month)}月{int(day)}日", ""
        return "date-monthname-day-year-en", f"{MONTHS[int(month) - 1]} {int(day)}, {year}", ""
    if kind == "gMonthDay":
        month, day = value.removeprefix("--").split("-")
        if words.cjk_dates:
            return "date-month-day", f"{int(month)}月{int(day)}", "日"
        return "date-monthname-day-en", f"{MONTHS[int(month) - 1]} {int(day)}", ""
    return "", value, ""
