"""EDGAR's codes of states and countries, as cover facts have them, in the columns of the data
sets."""

from crossfoot.xbrl.transformations.edgar_places import country_of_code

_STATES = """AL AK AZ AR CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT
NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY"""
_US = frozenset(_STATES.split())


def incorporated(code: str) -> tuple[str, str]:
    """(countryinc, stprinc): a state of the US, else the country where we know the code."""
    return ("US", code) if code in _US else (country_of_code(code), "")


def country_of(country: str, state: str) -> str:
    """The country of an address: filers in the US tell the state alone."""
    return country or ("US" if state in _US else "")
