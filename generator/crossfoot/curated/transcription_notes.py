"""`readings.csv`: where the source document is damaged, what was read, and why."""

from pathlib import Path

from crossfoot.curated.tables import read_table
from crossfoot.model.filing import TranscriptionNote
from crossfoot.model.finding import Finding, error

COLUMNS = ("table", "line", "column", "document", "reading", "evidence")


def read_transcription_notes(
    folder: Path, findings: list[Finding]
) -> tuple[TranscriptionNote, ...]:
    """The readings of a filing; none when the file is not there."""
    if not (folder / "readings.csv").exists():
        return ()
    table, problems = read_table(folder / "readings.csv", "readings.csv")
    findings.extend(problems)
    if table is None:
        return ()
    if table.header != COLUMNS:
        findings.append(
            error(
                "read.header",
                "the columns of readings.csv are not as they should be",
                table.at(1),
                ", ".join(COLUMNS),
            )
        )
        return ()
    readings = []
    for number, cells in table.rows:
        reading = TranscriptionNote(
            **dict(zip(COLUMNS, cells, strict=True)), source=table.at(number)
        )
        if not reading.evidence:
            findings.append(
                error(
                    "read.evidence",
                    "the reading has no evidence",
                    table.at(number),
                    "say why it was read so",
                )
            )
        readings.append(reading)
    return tuple(readings)
