"""Whose rules a filing follows: one record for each regulator, and how others are registered."""

import re
from collections.abc import Callable

from msgspec import Struct

ENTRY_POINTS = "crossfoot.profiles"
"""The group of entry points by which a package registers a profile of its own."""


class Profile(Struct, frozen=True, kw_only=True):
    """What a regulator asks of every filing; `name` is that of `profile:` in company.yaml."""

    name: str
    title: str
    """as it stands before the number of a rule, such as `EFM 6.5.7`"""
    rules: str = ""
    """the built-in profile whose catalogue of rules applies; empty: the one of this name"""
    scheme: str = ""
    """address of the register that the entity's identifier is from; empty: any register"""
    identifier: str = ""
    """regular expression of the whole identifier"""
    identifier_hint: str = ""
    check_digits: Callable[[str], bool] | None = None
    """whether an identifier of the right form is a real one"""
    containers: tuple[str, ...] = ("segment",)
    """where dimensions may stand in a context (XBRL Dimensions 1.0, 3.1); the first is written"""
    calculations: str = "both"
    """arcroles of summations that are taken: `1.0`, `1.1`, or `both`"""
    ascii_only: bool = False
    """whether the page holds ASCII alone, other characters as references"""
    languages: tuple[str, ...] = ("en",)
    """languages in which every element in use has a standard label"""
    english_texts: bool = False
    """whether a text in another language needs an English one beside it"""
    standard_taxonomies: tuple[str, ...] = ()
    """how the namespaces of taxonomies begin that are taken as a base; empty: any"""
    by_form: bool = False
    """whether the cover facts depend on the form that the cover names"""

    @property
    def container(self) -> str:
        """The element of a context in which dimensions are written."""
        return self.containers[0]

    def takes_identifier(self, text: str) -> bool:
        """Whether the text has the form of an identifier of this register."""
        return not self.identifier or re.fullmatch(self.identifier, text, re.ASCII) is not None


def _lei_is_valid(identifier: str) -> bool:
    """ISO 17442: letters as 10 to 35, the whole number modulo 97 is 1."""
    return int("".join(str(int(letter, 36)) for letter in identifier)) % 97 == 1


_BUILT_IN = {
    profile.name: profile
    for profile in (
        Profile(
            name="sec",
            title="EFM",
            scheme="http://www.sec.gov/CIK",
            identifier=r"\d{10}",
            identifier_hint="the CIK with ten digits",
            calculations="1.0",  # EFM 6.9.6: its list of arcroles has no 1.1
            ascii_only=True,  # EFM 5.2.1
            english_texts=True,
            standard_taxonomies=("http://fasb.org/us-gaap/", "https://xbrl.fasb.org/us-gaap/"),
            by_form=True,
        ),
        Profile(
            name="esef",
            title="ESEF",
            scheme="http://standards.iso.org/iso/17442",
            identifier=r"[A-Z0-9]{18}\d{2}",
            identifier_hint="the LEI with twenty characters",
            check_digits=_lei_is_valid,
            containers=("scenario",),
            calculations="1.1",  # ESEF reporting manual 3.4.1
            standard_taxonomies=(
                "https://www.esma.europa.eu/taxonomy/",
                "http://www.esma.europa.eu/taxonomy/",
            ),
        ),
        Profile(
            name="edinet",
            title="EDINET",
            scheme="http://disclosure.edinet-fsa.go.jp",
            identifier=r"[A-Z]\d{5}-\d{3}",
            identifier_hint="E00000-000",
            containers=("scenario",),
            languages=("en", "ja"),
            standard_taxonomies=("http://disclosure.edinet-fsa.go.jp/taxonomy/",),
        ),
        Profile(name="plain", title="", containers=("segment", "scenario")),
    )
}
PROFILES = tuple(_BUILT_IN)
"""The built-in profiles; `plain` is no authority's: only what every report should keep."""


def find_profile(name: str) -> Profile | None:
    """The profile of this name: a built-in one, or one that an installed package registers.

    Packages are looked at only for a name that is not built in.
    """
    if name in _BUILT_IN:
        return _BUILT_IN[name]
    from importlib.metadata import entry_points

    found = [point.load() for point in entry_points(group=ENTRY_POINTS, name=name)]
    return next((profile for profile in found if isinstance(profile, Profile)), None)
