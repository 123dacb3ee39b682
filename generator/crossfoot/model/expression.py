"""Formulas of derived values and ties: parsing to a tree, and exact interval arithmetic on it.

Grammar: `+ - * /`, parentheses, numbers, and references such as `[column]`, `Concept[column]`,
`bs:Concept@periodEnd{Member}`.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from msgspec import Struct

from crossfoot.model.filing import Period

_TOKEN = re.compile(
    r"\s*(?:(?P<reference>(?=[A-Z\[]|\d{4}-\d{2}-\d{2}!|[a-z][a-z0-9-]*:)(?:(?P<filing>\d{4}-\d{2}-\d{2})!)?(?:(?P<table>[a-z][a-z0-9-]*):)?(?P<name>[A-Z]\w*)?"
    r"(?:@(?P<role>\w*))?(?:\{(?P<members>[^{}]*)\})?(?:<(?:(?P<years>[-+]?\d)y|(?P<period>[\d/-]+))>)?(?:\[(?P<column>[^\[\]]*)\])?)"
    r"|(?P<number>\d+(?:\.\d+)?)|(?P<op>[-+*/()]))",
    re.ASCII,
)
MAX_LENGTH = 4000
MAX_TOKENS = 400
MAX_DEPTH = 100


class BadExpression(ValueError):
    """The formula does not follow the grammar."""


class Interval(Struct, frozen=True, kw_only=True):
    """A value with exact bounds on what it can truly be."""

    value: Fraction
    low: Fraction
    high: Fraction

    @staticmethod
    def exact(value: Decimal | Fraction | int | str) -> "Interval":
        number = Fraction(value)
        return Interval(value=number, low=number, high=number)

    def meets(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high

    def __neg__(self) -> "Interval":
        return Interval(value=-self.value, low=-self.high, high=-self.low)

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(
            value=self.value + other.value, low=self.low + other.low, high=self.high + other.high
        )

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other

    def __mul__(self, other: "Interval") -> "Interval":
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(value=self.value * other.value, low=min(ends), high=max(ends))

    def __truediv__(self, other: "Interval") -> "Interval":
        """Division; ZeroDivisionError when the divisor is or may be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        return self * Interval(value=1 / other.value, low=1 / other.high, high=1 / other.low)


class Reference(Struct, frozen=True, kw_only=True):
    """A value named in a formula: `2008-12-31!is:Concept@role{Member}<-1y>[column]`; whatever is
    empty is as in this cell.

    `members` is None when nothing is said of them; `years` shifts the period, `period` names it:
    `<2010-03-31>`, `<2009-04-01/2010-03-31>`.
    """

    filing: str = ""
    table: str = ""
    name: str = ""
    role: str | None = None
    members: frozenset[str] | None = None
    years: int | None = None
    period: Period | None = None
    column: str = ""

    def __str__(self) -> str:
        text = f"{self.table}:{self.name}" if self.table else self.name
        text += f"<{self.period}>" if self.period else ""
        return f"{text}[{self.column}]" if self.column else text


Node = Reference | Decimal | tuple[str, "Node", "Node"]


class Expression(Struct, frozen=True, kw_only=True):
    """A parsed formula and its text."""

    text: str
    root: Node

    def references(self) -> tuple[Reference, ...]:
        """Every reference, left to right."""
        found: list[Reference] = []
        _collect(self.root, found)
        return tuple(found)

    def evaluate(self, resolve: Callable[[Reference], Interval]) -> Interval:
        """The value with its bounds; `resolve` gives what a reference stands for."""
        return _evaluate(self.root, resolve)


@cache
def parse_expression(text: str) -> Expression:
    """Parse a formula; BadExpression says what is wrong."""
    if len(text) > MAX_LENGTH:
        raise BadExpression("the formula is too long")
    tokens = _tokens(text)
    if len(tokens) > MAX_TOKENS:
        raise BadExpression("the formula has too many parts")
    parser = _Parser(tokens)
    root = parser.sum(0)
    if parser.position != len(parser.tokens):
        raise BadExpression(f"'{parser.tokens[parser.position][1]}' is not expected here")
    return Expression(text=text, root=root)


def references_of(*formulas: str) -> tuple[Reference, ...]:
    """Every reference of several formulas."""
    return tuple(
        reference for formula in formulas for reference in parse_expression(formula).references()
    )


Token = tuple[str, str, Reference | None]


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match["reference"] == "":
            raise BadExpression(f"'{text[position : position + 12].strip()}' can't be read")
        if match["number"]:
            tokens.append(("number", match["number"], None))
        elif match["op"]:
            tokens.append(("op", match["op"], None))
        else:
            reference = _reference(match)
            if not reference.name and not reference.column:
                raise BadExpression(f"'{match['reference']}' names neither a concept nor a column")
            tokens.append(("reference", match["reference"], reference))
        position = match.end()
    return tokens


def _reference(match: re.Match[str]) -> Reference:
    members = match["members"]
    return Reference(
        filing=match["filing"] or "",
        table=match["table"] or "",
        name=match["name"] or "",
        role=match["role"],
        members=None
        if members is None
        else frozenset(member.strip() for member in members.split(",") if member.strip()),
        years=int(match["years"]) if match["years"] else None,
        period=_period(match["period"]) if match["period"] else None,
        column=(match["column"] or "").strip(),
    )


def _period(text: str) -> Period:
    days = text.split("/")
    try:
        whole = len(days) < 3 and all(date.fromisoformat(day).isoformat() == day for day in days)
    except ValueError:
        whole = False
    if not whole:
        raise BadExpression(
            f"'<{text}>' is neither a day nor a period: <2010-03-31>, <2009-04-01/2010-03-31>, <-1y>"
        )
    return Period(start=days[0] if len(days) == 2 else "", end=days[-1])


class _Parser(Struct):
    tokens: list[Token]
    position: int = 0

    def take(self, *wanted: str) -> str:
        if self.position < len(self.tokens) and self.tokens[self.position][:2] in [
            ("op", op) for op in wanted
        ]:
            self.position += 1
            return self.tokens[self.position - 1][1]
        return ""

    def sum(self, depth: int) -> Node:
        left = self.product(depth)
        while op := self.take("+", "-"):
            left = (op, left, self.product(depth))
        return left

    def product(self, depth: int) -> Node:
        left = self.factor(depth)
        while op := self.take("*", "/"):
            left = (op, left, self.factor(depth))
        return left

    def factor(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise BadExpression("the formula is nested too deeply")
        if self.take("-"):
            return ("-", Decimal(0), self.factor(depth + 1))
        if self.take("("):
            inner = self.sum(depth + 1)
            if not self.take(")"):
                raise BadExpression("a parenthesis is not closed")
            return inner
        if self.position >= len(self.tokens):
            raise BadExpression("the formula ends too early")
        kind, text, reference = self.tokens[self.position]
        if kind == "op":
            raise BadExpression(f"'{text}' is not expected here")
        self.position += 1
        return Decimal(text) if reference is None else reference


def _collect(node: Node, found: list[Reference]) -> None:
    if isinstance(node, Reference):
        found.append(node)
    elif isinstance(node, tuple):
        _collect(node[1], found)
        _collect(node[2], found)


def _evaluate(node: Node, resolve: Callable[[Reference], Interval]) -> Interval:
    if isinstance(node, Reference):
        return resolve(node)
    if isinstance(node, Decimal):
        return Interval.exact(node)
    op, left, right = node
    a, b = _evaluate(left, resolve), _evaluate(right, resolve)
    if op == "+":
        return a + b
    if op == "-":
        return a - b
    return a * b if op == "*" else a / b
