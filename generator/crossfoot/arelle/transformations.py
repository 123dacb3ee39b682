"""The SEC's transformations for Arelle, which brings those of XBRL International alone; the others
are in a plug-in of the SEC's own."""

# mypy: disable-error-code="import-untyped"

from collections.abc import Callable

SEC = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"
NAMES = (
    *(
        "duryear",
        "durmonth",
        "durweek",
        "durday",
        "durhour",
        "durwordsen",
        "numwordsen",
        "datequarterend",
        "boolballotbox",
    ),
    *(
        "yesnoballotbox",
        "exchnameen",
        "stateprovnameen",
        "countrynameen",
        "edgarprovcountryen",
        "entityfilercategoryen",
    ),
)


def add_transformations() -> None:
    """Have Arelle know them; they are read when a page uses the first one."""
    from arelle import FunctionIxt

    FunctionIxt.ixtNamespaceFunctions[SEC] = {name: _transform(name) for name in NAMES}


def _transform(name: str) -> Callable[[str], str]:
    def run(text: str) -> str:
        from arelle.formula.XPathContext import FunctionArgType

        from crossfoot.xbrl.transformations.registry import transformed
        from crossfoot.xbrl.transformations.words import BadText

        try:
            return transformed(name, text)
        except BadText:
            raise FunctionArgType(0, f"a text that {name} takes", text) from None

    return run
