"""Our transformations for Arelle: those of the SEC, which Arelle lacks, and in the place of its own
the registries of XBRL International, so that a page means the same with a taxonomy as without."""

# mypy: disable-error-code="import-untyped"

from collections.abc import Callable


def add_transformations() -> None:
    """Have Arelle use them."""
    from arelle import FunctionIxt
    from crossfoot.xbrl.transformations.registry import TRANSFORMATIONS

    for namespace, functions in TRANSFORMATIONS.items():
        FunctionIxt.ixtNamespaceFunctions[namespace] = {
            name: _refusing(name, function) for name, function in functions.items()
        }


def _refusing(name: str, function: Callable[[str], str]) -> Callable[[str], str]:
    """The function with Arelle's own way of refusing a text."""

    def run(text: str) -> str:
        from arelle.formula.XPathContext import FunctionArgType

        from crossfoot.xbrl.transformations.words import BadText

        try:
            return function(text)
        except BadText:
            raise FunctionArgType(0, f"a text that {name} takes", text) from None

    return run
