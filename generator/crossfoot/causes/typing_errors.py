"""What turns the number that should be printed into the one that is: the slips of whoever types."""

from collections.abc import Iterator

SIGN, SWAPPED, DROPPED, DOUBLED, DIGIT, SCALE, AMOUNT = (
    "sign",
    "swapped-digits",
    "dropped-digit",
    "doubled-digit",
    "digit",
    "scale",
    "amount",
)
WORDS = {
    SIGN: "the sign",
    SWAPPED: "two digits swapped",
    DROPPED: "a digit left out",
    DOUBLED: "a digit typed twice",
    DIGIT: "one digit",
    SCALE: "a power of ten",
    AMOUNT: "another number",
}
_BITS = {SIGN: 4, SCALE: 6, AMOUNT: 40}
_POWERS = (1, 2, 3, 6, 9)


def slip_between(typed: int, meant: int) -> str:
    """The slip that makes `typed` of `meant`, both in units of the last digit; the rarest word,
    `amount`, where no single one does."""
    if typed == -meant:
        return SIGN
    if (typed < 0) != (meant < 0) or not typed or not meant:
        return AMOUNT if len(str(abs(typed))) > 1 or len(str(abs(meant))) > 1 else DIGIT
    seen, true = str(abs(typed)), str(abs(meant))
    if len(seen) == len(true):
        places = [at for at, pair in enumerate(zip(seen, true, strict=True)) if pair[0] != pair[1]]
        if len(places) == 1:
            return DIGIT
        first, second = places[0], places[-1]
        crossed = seen[first] == true[second] and seen[second] == true[first]
        return SWAPPED if len(places) == 2 and second == first + 1 and crossed else AMOUNT
    longer, shorter = (seen, true) if len(seen) > len(true) else (true, seen)
    if longer.rstrip("0") == shorter.rstrip("0"):
        return SCALE
    if len(longer) != len(shorter) + 1:
        return AMOUNT
    cuts = [at for at in range(len(longer)) if longer[:at] + longer[at + 1 :] == shorter]
    if not cuts:
        return AMOUNT
    if longer is true:
        return DROPPED
    return DOUBLED if len(cuts) > 1 else AMOUNT


def bits_of(slip: str, typed: int, meant: int) -> int:
    """How surprising the slip is, in bits: as many as the slips of its kind that `meant` allows."""
    if slip in _BITS:
        return _BITS[slip]
    digits = len(str(abs(meant)))
    ways = {SWAPPED: max(digits - 1, 1), DIGIT: 9 * digits}.get(slip, digits)
    return 4 + (ways - 1).bit_length()


def slips_of(typed: int) -> Iterator[int]:
    """Every number of which one slip makes `typed`; for checks that allow a range of values."""
    text, sign = str(abs(typed)), -1 if typed < 0 else 1
    yield -typed
    for at, digit in enumerate(text):
        for other in "0123456789":
            if other != digit:
                yield sign * int(text[:at] + other + text[at + 1 :])
            yield sign * int(text[:at] + other + text[at:])
        if at + 1 < len(text) and text[at] != text[at + 1]:
            yield sign * int(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
        if at and text[at] == text[at - 1]:
            yield sign * int(text[:at] + text[at + 1 :])
    for digit in "0123456789":
        yield sign * int(text + digit)
    for power in _POWERS:
        yield typed * 10**power
        if not typed % 10**power:
            yield typed // 10**power
