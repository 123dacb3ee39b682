"""One validation by Arelle, the same for a build, for `validate` and for intake: which calculations
are checked, and what the answer says was checked."""

from collections.abc import Mapping, Sequence

from crossfoot.arelle.records import ArelleResult, CalcMode
from crossfoot.arelle.trace_to_cells import CONFIRMING
from crossfoot.model.validation import CalculationRun

CALCULATIONS: Mapping[str, Sequence[CalcMode]] = {
    "filed": ("c10", "c10d", "c11o", "c11"),
    "1.0": ("c10", "c10d", "c11o"),
    "1.1": ("c11r",),
    "both": ("c10", "c10d", "c11r"),
}
"""`filed`: arcs of 1.0 under 1.0 and arcs of 1.1 under 1.1; `1.1` and `both` take arcs of either
arcrole under 1.1. Where 1.0 does not bind a duplicate fact, `c10d` merges it: what is wrong under
1.1 too (`c11o`) is an error, what is rounded a warning."""
_RULES = ("XBRL 2.1", "Inline XBRL 1.1", "Dimensions 1.0")
_NAMES = {
    "c10": "Calculations 1.0",
    "c10d": "Calculations 1.0 with duplicates merged",
    "c11": "Calculations 1.1 (round to nearest)",
    "c11r": "Calculations 1.1 (round to nearest)",
    "c11t": "Calculations 1.1 (truncation)",
}


def rules_checked(result: ArelleResult, *, left_out: str = "") -> tuple[str, ...]:
    """What a run checked, in words, with how much of it was evaluated.

    :param left_out: what the assertions leave out, added to their count
    """
    runs = [
        _run(run)
        for run in result.calculations
        if run.mode != CONFIRMING and (run.relationships or run.mode != "c10d")
    ]
    formula = f"XBRL Formula 1.0 ({len(result.assertions)} assertions{left_out})"
    return (
        *_RULES,
        *runs,
        "units registry",
        *((formula,) if result.assertions else ()),
        f"Arelle {result.version}",
    )


def _run(run: CalculationRun) -> str:
    if not run.relationships:
        return f"{_NAMES[run.mode]}: no relationships"
    counts = f"{run.bound} of {run.summations} summations bound"
    return f"{_NAMES[run.mode]}: {run.relationships} relationships, {counts}"
