"""File names, and what the page may hold."""

import re
from collections.abc import Iterator

from crossfoot.filing_rules.rule import Checks, FilingContext, Problem

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*\.(htm|xsd|xml)\Z", re.ASCII)
_SENT = (".htm", ".xsd", ".xml")
_MAX_NAME, _MAX_BASE = 32, 20
_ACTIVE = re.compile(
    r"<(script|object|embed|iframe|frame|applet|form|input|button|video|audio)\b", re.IGNORECASE
)
_HANDLER = re.compile(r"<[^<>]*?\s(on[a-z]+)\s*=\s*[\"']", re.IGNORECASE)
_QUICK_HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
_LINK = re.compile(
    r"<(?!link:)[^<>]*?\s(?:src|srcset|href|action|poster|background|data)\s*=\s*\"(?!#|data:image/)([^\"]*)\"",
    re.IGNORECASE,
)
_CSS = re.compile(r"@import\b|\burl\(\s*['\"]?(?!#|data:image/)", re.IGNORECASE)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_FORBIDDEN = re.compile(r"<!DOCTYPE|<ix:(?:tuple|fraction)\b|<(?:base|xhtml:base)[\s>]")
_TARGET = re.compile(r"<[^<>]*\s(?:target|xml:base)\s*=")
_LEADS = ("src", "srcset", "href", "action", "poster", "background", "data")
_HIDDEN = re.compile(r"<ix:hidden>(.*?)</ix:hidden>", re.DOTALL)
_ID = re.compile(r'<ix:non(?:Fraction|Numeric) id="([^"]*)"')
_REGISTRY = re.compile(r'xmlns:(ixt[\w-]*)="([^"]*)"')
_TRANSFORMS = "http://www.xbrl.org/inlineXBRL/transformation/"
_KNOWN = {_TRANSFORMS + day: "ixt" for day in ("2015-02-26", "2020-02-12", "2022-02-16")} | {
    "http://www.sec.gov/inlineXBRL/transformation/2015-08-31": "ixt-sec"
}


def _names(report: FilingContext) -> Iterator[Problem]:
    for name in report.files:
        if name.endswith(_SENT) and not (_NAME.match(name) and len(name) <= _MAX_NAME):
            yield Problem(
                f"'{name}' is not a file name that is taken",
                report.filing.at,
                "a-z 0-9 . _ -, a letter or digit first, 32 at most",
            )


def _match(report: FilingContext) -> Iterator[Problem]:
    stem = report.instance.stem
    known = {
        f"{stem}{end}"
        for end in (
            ".htm",
            ".xsd",
            "_pre.xml",
            "_cal.xml",
            "_def.xml",
            "_lab.xml",
            "_ref.xml",
            "_for.xml",
        )
    }
    date = report.filing.period_end.replace("-", "")
    if not stem.endswith(f"-{date}"):
        yield Problem(
            f"'{stem}' does not end with the date {date}", report.filing.at, "{base}-{date}"
        )
    for name in report.files:
        if name.endswith(_SENT) and name not in known:
            yield Problem(
                f"'{name}' does not go with the name of the report",
                report.filing.at,
                f"it begins with {stem}",
            )


def _base_length(report: FilingContext) -> Iterator[Problem]:
    base = report.instance.stem.rpartition("-")[0]
    if len(base) > _MAX_BASE:
        yield Problem(
            f"the base '{base}' of the file names is longer than {_MAX_BASE} characters",
            report.filing.at,
            "shorten the prefix",
        )


def active_content(markup: str) -> Iterator[str]:
    """Elements that run or ask for something, and event handlers, in words."""
    for found in _ACTIVE.finditer(markup):
        yield f"a <{found[1]}>"
    if _QUICK_HANDLER.search(markup):
        for found in _HANDLER.finditer(markup):
            yield f"an event handler, {found[1]}"


def _active(report: FilingContext) -> Iterator[Problem]:
    for what in active_content(report.page):
        yield Problem(
            f"the page holds {what}",
            report.at_page,
            "pages hold text, tables and pictures alone; no code runs in a filing",
        )


def _outside(report: FilingContext) -> Iterator[Problem]:
    leading = sum(
        report.page.count(f'{name}="') - report.page.count(f'{name}="#') for name in _LEADS
    )
    for found in (
        _LINK.finditer(report.page) if leading > report.page.count("<link:schemaRef") else ()
    ):
        yield Problem(
            f"the page leads outside: '{found[1][:80]}'",
            report.at_page,
            "links stay inside, pictures stand in the page",
        )
    if any(_CSS.search(style[1]) for style in _STYLE.finditer(report.page)):
        yield Problem(
            "the style sheet loads something from outside",
            report.at_page,
            "fonts and pictures stand in the page",
        )


def _plain_inline(report: FilingContext) -> Iterator[Problem]:
    attributes = (
        _TARGET.finditer(report.page)
        if "target=" in report.page or "xml:base=" in report.page
        else ()
    )
    for found in (*_FORBIDDEN.finditer(report.page), *attributes):
        yield Problem(
            f"the page holds '{found[0][:40]}'",
            report.at_page,
            "no doctype, tuple, fraction, target document or base address",
        )


def _registry(report: FilingContext) -> Iterator[Problem]:
    for prefix, uri in _REGISTRY.findall(report.page[:4000]):
        if _KNOWN.get(uri) != prefix:
            yield Problem(
                f"the transformations '{prefix}' of {uri} are not taken",
                report.at_page,
                "registry 3, 4 or 5, prefix ixt",
            )


def _hidden(report: FilingContext) -> Iterator[Problem]:
    for block in _HIDDEN.findall(report.page):
        for name in _ID.findall(block):
            at = report.facts[name].source if name in report.facts else report.at_page
            yield Problem(
                f"{name} is hidden, though it could be shown",
                at,
                "print it, on the cover or in a table",
            )


def _not_invisible(report: FilingContext) -> Iterator[Problem]:
    styled = sum(
        "display:none" in style.replace(" ", "")
        for style in _STYLE.findall(report.page.partition("@media print")[0])
    )
    inline = len(re.findall(r'style="[^"]*display:\s*none', report.page))
    if inline + styled > 1:
        yield Problem(
            "something but the ix:header is not displayed",
            report.at_page,
            "only the header is out of sight",
        )


def _language(report: FilingContext) -> Iterator[Problem]:
    head = re.search(r"<html\b[^>]*>", report.page)
    if (
        head is None
        or not re.search(r'\sxml:lang="[a-z]{2}', head[0])
        or 'xmlns="http://www.w3.org/1999/xhtml"' not in head[0]
    ):
        yield Problem(
            "the page does not say that it is XHTML, or its language",
            report.at_page,
            'html xmlns="..." xml:lang="en"',
        )


CHECKS: Checks = {
    "file.name": _names,
    "file.match": _match,
    "file.base": _base_length,
    "page.active": _active,
    "page.outside": _outside,
    "page.plain": _plain_inline,
    "page.transforms": _registry,
    "page.hidden": _hidden,
    "page.invisible": _not_invisible,
    "page.language": _language,
}
