"""How the names of months begin, language by language, as the transformation registries 1 to 5 take
them.

Written in small letters without accents; `|` parts several beginnings of one month.
"""

import re
import unicodedata
from collections.abc import Mapping

_BEGINNINGS = {
    "bg": "ян фев мар апр маи юни юли авг сеп окт ное дек",
    "cs": "led uno bre dub kve cerven|cervn|cvn cervenec|cervenc|cvc srp zar rij lis pro",
    "cy": "ion chwe maw|faw ebr mai|fai meh|feh gor|ngor aws med|fed hyd tach|dach|nhach|thach rhag|rag",
    "da": "jan feb mar apr maj jun jul aug sep okt nov dec",
    "de": "jan|jaen feb mar|maer apr mai jun jul aug sep okt nov dez",
    "el": "ιαν φεβ μαρ απρ|αριλ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "et": "jaan veebr marts apr mai juuni juuli aug sept okt nov dets",
    "fi": "tam hel maa huh tou kes hei elo syy lok mar jou",
    "fr": "janv fevr mars avr mai juin juil aout sept oct nov dec",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर नवंबर|नवम्बर दिसंबर|दिसम्बर",
    "hr": "sij velj ozu tra svi lip srp kol ruj lis stu pro",
    "hu": "jan feb marc apr maj jun jul aug szept okt nov dec",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "lt": "sau vas kov bal geg bir lie rugp|rgp rugs|rgs spa|spl lap gru|grd",
    "lv": "janv febr marts apr maijs jun jul aug sept okt nov dec",
    "nl": "jan feb maa|mrt apr mei jun jul aug sep okt nov dec",
    "no": "jan feb mar apr mai jun jul aug sep okt nov des",
    "pl": "sty lut mar kwi maj cze lip sie wrz paz lis gru",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "ro": "ian feb mar apr mai iun iul aug sep oct noi|nov dec",
    "sk": "jan feb mar apr maj jun jul aug sep okt nov dec",
    "sl": "jan feb mar apr maj jun jul avg sep okt nov dec",
    "sv": "jan feb mar apr maj jun jul aug sep okt nov dec",
    "saka": (
        "chait|cait|चैत्र vais|वैशाख|बैसाख jy|ज्येष्ठ asadh|ashadh|आषाढ srav|shrav|श्रावण|सावन bhad|prosthapada|भाद्रपद|भादो "
        "asv|asw|ashw|आश्विन kart|कार्तिक marga|agra|मार्गशीर्ष|अगहन pau|पौष magh|माघ phalg|फाल्गुन"
    ),
}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_GREEK = str.maketrans("aio", "αιο")
"""Latin letters that are printed for Greek ones of the same look"""
_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0963])*")

Months = Mapping[str, int]
MONTHS: dict[str, Months] = {
    language: {
        one: number for number, names in enumerate(told.split(), 1) for one in names.split("|")
    }
    for language, told in _BEGINNINGS.items()
}
MONTHS["dk"] = MONTHS["da"]


def month_in(text: str, language: str) -> int:
    """The month that a word of the text names, 0 where none does; the longest beginning counts
    (`červenec` is no `červen`)."""
    for word in _WORD.findall(_plain(text)):
        if language == "roman":
            if word in _ROMAN:
                return _ROMAN.index(word) + 1
            continue
        word = word.translate(_GREEK) if language == "el" else word
        fits = [one for one in MONTHS[language] if word.startswith(one)]
        if fits:
            return MONTHS[language][max(fits, key=len)]
    return 0


def _plain(text: str) -> str:
    """Small letters without accents."""
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
