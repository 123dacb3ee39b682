"""How a page writes its numbers: what parts the thousands, and what the decimals."""

import re

from msgspec import Struct

SPACES = " \u00a0\u202f\u2009"
"""Spaces that may part thousands: usual, no-break, narrow and thin."""
_ALIKE = {" ": SPACES, "'": "'\u2019"}
"""Marks that stand for one another: spaces, and the straight and the curved apostrophe."""
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | dict(
    zip(map(ord, "，．（）％－＋　"), ",.()%-+ ", strict=True)
)


class Separators(Struct, frozen=True):
    """`thousands` is a comma, a point, an apostrophe or a space (of any width); `decimals` a point
    or a comma."""

    thousands: str
    decimals: str

    @property
    def plain(self) -> bool:
        """Whether numbers are written as `1,234.5`."""
        return self.thousands == "," and self.decimals == "."

    def to_plain(self, text: str) -> str:
        """The text with its numbers as `1,234.5`, of the same length; a mark that this way of
        writing does not have becomes `_`."""

        def mark(match: re.Match[str]) -> str:
            if match[0] == self.decimals:
                return "."
            return "," if match[0] in alike else "_"

        alike = _ALIKE.get(self.thousands, self.thousands)
        pattern = f"(?<=[0-9?])[.,{_ALIKE.get(self.thousands, '')}](?=[0-9?])"
        return text if self.plain else re.sub(pattern, mark, text)

    def from_plain(self, text: str) -> str:
        """A number that is written as `1,234.5`, written this way."""
        return text.translate({ord(","): self.thousands, ord("."): self.decimals})


def half_width(text: str) -> str:
    """The text with full-width digits and marks of numbers as ASCII, of the same length."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


PLAIN = Separators(",", ".")
SEPARATORS = {
    "1,234.5": PLAIN,
    "1.234,5": Separators(".", ","),
    "1 234,5": Separators(" ", ","),
    "1 234.5": Separators(" ", "."),
    "1'234.5": Separators("'", "."),
    "1'234,5": Separators("'", ","),
}
"""By an example, as filing.yaml names them."""
