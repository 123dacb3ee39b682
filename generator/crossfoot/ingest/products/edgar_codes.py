"""EDGAR's codes of states and countries, as cover facts have them, in the columns of the data sets."""

_STATES = """AL AK AZ AR CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT
NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY"""
_US = frozenset(_STATES.split())
_COUNTRIES = {
    **dict.fromkeys(("A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "B0", "Z4"), "CA"),
    "1T": "MH",
    "2M": "DE",
    "C3": "AU",
    "D0": "BM",
    "D5": "BR",
    "D8": "VG",
    "E9": "KY",
    "F4": "CN",
    "F5": "TW",
    "I0": "FR",
    "K3": "HK",
    "K7": "IN",
    "L2": "IE",
    "L3": "IL",
    "M0": "JP",
    "M5": "KR",
    "N4": "LU",
    "O5": "MX",
    "P7": "NL",
    "U0": "SG",
    "V8": "CH",
    "X0": "GB",
}


def incorporated(code: str) -> tuple[str, str]:
    """(countryinc, stprinc): a state of the US, else the country where we know the code."""
    return ("US", code) if code in _US else (_COUNTRIES.get(code, ""), "")


def country_of(country: str, state: str) -> str:
    """The country of an address: filers in the US tell the state alone."""
    return country or ("US" if state in _US else "")
