"""An alignment with published names and arcs, for people and for machines."""

from typing import Any

from crossfoot.model.alignment import Alignment


def alignment_text(alignment: Alignment) -> str:
    """Three lines: names, arcs, score."""
    return (
        f"{alignment.name}: {alignment.score} % as published\n"
        f"    names: {alignment.names_known:,} of {alignment.names:,} claimed are in the lists, {alignment.names_explained:,} explained, "
        f"{alignment.names - alignment.names_known - alignment.names_explained:,} unknown\n"
        f"    arcs: {alignment.arcs:,} between published names; {alignment.arcs_agreeing:,} agree, "
        f"{alignment.arcs_opposite:,} have the opposite sign, {alignment.arcs_absent:,} are absent there"
    )


def alignment_record(alignment: Alignment) -> dict[str, Any]:
    """The counts."""
    return {
        "taxonomy": alignment.name,
        "score": alignment.score,
        "names": {
            "claimed": alignment.names,
            "known": alignment.names_known,
            "explained": alignment.names_explained,
        },
        "arcs": {
            "compared": alignment.arcs,
            "agreeing": alignment.arcs_agreeing,
            "opposite": alignment.arcs_opposite,
            "absent": alignment.arcs_absent,
        },
    }
