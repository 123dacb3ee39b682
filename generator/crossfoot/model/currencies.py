"""Currency codes of ISO 4217: those of the units registry of 2025-03-18 (XBRL International) and of
Debian's iso-codes 4.15."""

import re

CODES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BYR BZD CAD CDF CHE CHF CHW CLF
    CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF
    IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP
    MRO MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK
    SGD SHP SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN USS UYI UYU UYW UZS VEB VED VEF
    VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XFU XOF XPD XPF XPT XSU XUA YER ZAR ZMK ZMW ZWG ZWL
    """.split()  # noqa: SIM905  (read as a list of codes)
)
"""Without XTS (for tests) and XXX (no currency)."""
_FORM = re.compile("[A-Z]{3}", re.ASCII)


def is_currency_form(text: str) -> bool:
    """Whether the text has the form of a code: three capital letters."""
    return _FORM.fullmatch(text) is not None


def near_codes(code: str) -> list[str]:
    """Codes of the same country, or of the same letters in another order."""
    return sorted(
        other for other in CODES if other[:2] == code[:2] or sorted(other) == sorted(code)
    )
