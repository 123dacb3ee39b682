"""How the names of months begin, language by language, as the transformation registries list them.

A beginning stands in small letters, in capitals or with a capital; `|` separates those of one
month, and what begins with `=` is written in that one way alone (in Greek, Latin letters of the
same look, and capitals with an accent).
"""

import re
from collections.abc import Mapping
from functools import cache

_BEGINNINGS = {
    "bg": "ян фев мар апр май|маи юни юли авг сеп окт ное дек",
    "cs": (
        "led|ledna úno|uno|února|unora bře|bre|března|brezna dub|dubna kvě|kve|května|kvetna "
        "čvn|cvn|června|cervna čvc|cvc|července|cervence srp|srpna zář|zar|září|zari "
        "říj|rij|října|rijna lis|listopadu pro|prosince"
    ),
    "cs+": (  # a month and year, where the name stands in more cases
        "leden|lednu únor|unor|únoru|unoru březen|brezen|březnu|breznu duben|dubnu "
        "květen|kveten|květnu|kvetnu červen|cerven|červnu|cervnu "
        "červenec|cervenec|červenci|cervenci srpen|srpnu září říjen|rijen|říjnu|rijnu listopad "
        "prosinec|prosinci"
    ),
    "cy": "ion chwe maw ebr mai meh gor aws med hyd tach rhag",
    "cy+": "ion chwe faw ebr fai feh ngor aws fed hyd dach|nhach|thach rag",
    "da": "jan feb mar apr maj jun jul aug sep okt nov dec",
    "de": "jan|jän|jaen feb mär|maer|mar apr mai jun jul aug sep okt nov dez",
    "el": (
        "ιαν|ίαν|=IΑΝ|=Iαν φεβ μάρ|μαρ "
        "απρ|άπρ|αριλ|άριλ|=αρίλ|=Αρίλ|=άρίλ|=Άρίλ|=AΠΡ|=AΡΙΛ|=Aπρ|=Aρίλ|=Aριλ "
        "μαΐ|μαι|μάι|μαϊ|μάϊ ιούν|ίούν|ίουν|ιουν|=IΟΎΝ|=IΟΥΝ|=Iούν|=Iουν "
        "ιούλ|ίούλ|ίουλ|ιουλ|=IΟΎΛ|=IΟΥΛ|=Iούλ|=Iουλ αύγ|αυγ σεπ οκτ|όκτ|=OΚΤ|=Oκτ νοέ|νοε δεκ"
    ),
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "et": "jaan veebr märts|marts apr mai juuni juuli aug sept okt nov dets",
    "fi": "tam hel maa huh tou kes hei elo syy lok mar jou",
    "fr": "janv févr|fevr mars avr mai juin juil août|aout sept oct nov déc|dec",
    "hr": "sij velj ožu|ozu tra svi lip srp kol ruj lis stu pro",
    "hu": "jan feb márc|marc ápr|apr máj|maj jún|jun júl|jul aug szept okt nov dec",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "lt": "sau vas kov bal geg bir lie rugp|rgp rugs|rgs spa|spl lap gru|grd",
    "lv": "janv febr marts apr maijs jūn|jun jūl|jul aug sept okt nov dec",
    "nl": "jan feb maa|mrt apr mei jun jul aug sep okt nov dec",
    "no": "jan feb mar apr mai jun jul aug sep okt nov des",
    "pl": "sty lut mar kwi maj cze lip sie wrz paź|paz lis gru",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "ro": "ian feb mar apr mai iun iul aug sep oct noi|nov dec",
    "sk": "jan feb mar apr máj|maj jún|jun júl|jul aug sep okt nov dec",
    "sl": "jan feb mar apr maj jun jul avg sep okt nov dec",
    "hi": (
        "=जनवरी =फरवरी =मार्च =अप्रैल =मई =जून =जुलाई =अगस्त =सितंबर|=सितम्बर =अक्टूबर =नवंबर|=नवम्बर "
        "=दिसंबर|=दिसम्बर"
    ),
    "en short": "=Jan =Feb =Mar =Apr =May =Jun =Jul =Aug =Sep =Oct =Nov =Dec",
    "en long": (
        "=January =February =March =April =May =June =July =August =September =October =November "
        "=December"
    ),
    "roman": "i ii iii iv v vi vii viii ix x xi xii",
}
SAKA = (
    r"C\S*ait|चैत्र",
    "Vai|वैशाख|बैसाख",
    "Jy|ज्येष्ठ",
    "dha|ḍha|आषाढ|आषाढ़",
    "vana|Śrāvaṇa|श्रावण|सावन",
    r"Bh\S+dra|Proṣṭhapada|भाद्रपद|भादो",
    "in|आश्विन",
    r"K\S+rti|कार्तिक",
    r"M\S+rga|Agra|मार्गशीर्ष|अगहन",
    "Pau|पौष",
    r"M\S+gh|माघ",
    r"Ph\S+lg|फाल्गुन",
)
"""what tells the months of the Indian national calendar apart (registry 3)"""


@cache
def month_numbers(language: str) -> Mapping[str, int]:
    """Each beginning, in each way of writing it, to the number of its month."""
    if language == "en":
        words = {**month_numbers("en short"), **month_numbers("en long")}
        return words | {word.upper(): number for word, number in words.items()}
    if language in ("cs my", "cy my"):  # the same names and more
        return {**month_numbers(language[:2]), **month_numbers(f"{language[:2]}+")}
    return {
        way: number
        for number, names in enumerate(_BEGINNINGS[language].split(), 1)
        for name in names.split("|")
        for way in ([name[1:]] if name[0] == "=" else _cases(name, language))
    }


def _cases(name: str, language: str) -> tuple[str, ...]:
    if language == "roman":
        return name, name.upper()
    return name, name.upper(), name.capitalize()


@cache
def month_pattern(language: str) -> str:
    """A pattern for them, the longest first: `červenec` is no `červen`."""
    return "|".join(sorted(map(re.escape, month_numbers(language)), key=len, reverse=True))
