"""Whose rules a filing follows: built-in profiles, and those that a package registers."""

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from crossfoot.curated.filing import read_company
from crossfoot.model.profile import Profile, find_profile
from harbor_case import Harbor

ACME = Profile(
    name="acme", title="ACME", rules="esef", containers=("scenario",), calculations="1.1"
)


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that registers `acme`, and `none`, which is no profile."""
    here = f"{__name__}"
    points = EntryPoints(
        EntryPoint(name, f"{here}:{value}", "crossfoot.profiles")
        for name, value in (("acme", "ACME"), ("none", "__doc__"))
    )
    monkeypatch.setattr("importlib.metadata.entry_points", points.select)


def test_the_lei_of_esef_has_check_digits() -> None:
    esef = find_profile("esef")
    assert esef is not None and esef.check_digits is not None
    assert esef.check_digits("5493001KJTIIGC8Y1R12")  # the example of ISO 17442
    assert not esef.check_digits("5493001KJTIIGC8Y1R21")
    assert esef.takes_identifier("5493001KJTIIGC8Y1R12") and not esef.takes_identifier("5493")


@pytest.mark.usefixtures("registered")
def test_a_registered_profile_is_found_by_its_name() -> None:
    assert find_profile("acme") is ACME
    assert find_profile("none") is None, "an entry point that is no profile"
    assert find_profile("other") is None


@pytest.mark.usefixtures("registered")
def test_a_company_takes_a_registered_profile(harbor: Harbor) -> None:
    harbor.edit("company.yaml", "profile: plain", "profile: acme")
    company, findings = read_company(harbor.filing.parent)
    assert (company and company.profile, findings) == (ACME, [])


def test_a_profile_that_nobody_registers_is_told(harbor: Harbor) -> None:
    harbor.edit("company.yaml", "profile: plain", "profile: acme")
    _, findings = read_company(harbor.filing.parent)
    assert [(str(found), found.hint) for found in findings] == [
        (
            "hbr/company.yaml:7: 'acme' is not a profile [company.profile]",
            "known: sec, esef, edinet, plain",
        )
    ]
