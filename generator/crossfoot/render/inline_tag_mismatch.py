"""One tag of the page against the fact that it tells."""

from decimal import Decimal

from crossfoot.model.instance import Fact
from crossfoot.render.inline_verify_parse import read_back, read_text
from crossfoot.render.xbrl import LANG, Contexts, plain

XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
_MEANT = frozenset(
    {
        "id",
        "name",
        "contextRef",
        "unitRef",
        "decimals",
        "scale",
        "format",
        "sign",
        "escape",
        "continuedAt",
        XML_LANG,
    }
)


def difference(said: dict[str, str], printed: str, fact: Fact, used: Contexts) -> str:
    """What the tag says otherwise than the fact, or nothing.

    `said` are the tag's attributes, `printed` its text; the value is worked out anew from these
    (Inline XBRL 1.1, 10).
    """
    wanted = [("name", fact.concept.qname), ("contextRef", used.contexts[fact.context_key])]
    if fact.unit is not None:
        wanted += [
            ("unitRef", fact.unit.id),
            ("decimals", "INF" if fact.decimals is None else str(fact.decimals)),
        ]
    elif fact.lang:
        wanted.append((XML_LANG, LANG.get(fact.lang, fact.lang)))
    for name, expected in wanted:
        if said.get(name) != expected:
            return f"{name.rpartition(' ')[2]} is {said.get(name)}, the fact says {expected}"
    if more := said.keys() - _MEANT:
        return f"the tag says {', '.join(sorted(name.rpartition(' ')[2] for name in more))}, which no fact does"
    form = said.get("format", "")
    value: Decimal | str | None = (
        read_back(printed, form, said) if fact.unit is not None else read_text(printed, form)
    )
    return (
        ""
        if value == fact.value
        else f"the tag reads '{'' if value is None else plain(value)}', the fact is '{plain(fact.value)}'"
    )
