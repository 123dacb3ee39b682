"""The invented companies of tests/cases: copied, spoiled at one place, and built as a preparer
would."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crossfoot.cli.main import main

CASES = Path(__file__).parent / "cases"
FILING = "hbr/2024-12-31"
LAST_GOOD = {"good.txt": "the last good output", "intake.json": '{"files": {"good.txt": {}}}'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one build printed: its exit code, and each finding with its hint."""

    code: int
    findings: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> list[str]:
        return [text for text, _ in self.findings]

    @property
    def hints(self) -> dict[str, str]:
        return dict(self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Harbor:
    """A copy of the workspace of Harbor Tools Corp. with a last good output beside it."""

    root: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def company(self) -> Path:
        return self.root / "filings" / "hbr"

    @property
    def filing(self) -> Path:
        return self.company / "2024-12-31"

    @property
    def output(self) -> Path:
        return self.root / "output" / FILING

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace one text that stands exactly once in a file; `name` is seen from the company's
        folder or the filing's."""
        path = self.filing / name if (self.filing / name).exists() else self.company / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, name: str, data: bytes) -> None:
        path = self.filing / name if (self.filing / name).exists() else self.company / name
        path.write_bytes(data)

    def read(self, name: str) -> bytes:
        path = self.filing / name if (self.filing / name).exists() else self.company / name
        return path.read_bytes()

    def build(self, *options: str) -> Told:
        """`crossfoot build`, without Arelle, each failing check by itself: what it printed."""
        return self.build_with_causes("--no-causes", *options)

    def build_with_causes(self, *options: str) -> Told:
        """`crossfoot build`, without Arelle: what it printed."""
        self.capsys.readouterr()
        code = main(["build", "--workspace", str(self.root), "--no-arelle", *options])
        printed = self.capsys.readouterr()
        assert printed.err == ""
        return Told(code=code, findings=tuple(_findings(printed.out)))

    def refused(self) -> Told:
        """A build that finds something, has a hint for each finding, and leaves the last good
        output alone."""
        told = self.build()
        assert told.code == 1
        assert told.findings
        assert [text for text, hint in told.findings if not hint] == []
        assert [path.name for path in self.output.parent.iterdir()] == ["2024-12-31"]
        assert {path.name: path.read_text() for path in self.output.iterdir()} == LAST_GOOD
        return told


def _findings(printed: str) -> Iterator[tuple[str, str]]:
    lines = printed.splitlines()
    for number, line in enumerate(lines):
        if line.endswith("]") and not line.startswith(" "):
            below = lines[number + 1] if number + 1 < len(lines) else ""
            yield (
                line,
                below.strip()
                if below.startswith("    ") and not below.startswith("    see ")
                else "",
            )


def copy_of_harbor(folder: Path, capsys: pytest.CaptureFixture[str]) -> Harbor:
    """The harbor case in a folder of its own, with something in its output folder."""
    root = folder / "workspace"
    shutil.copytree(CASES / "harbor", root)
    harbor = Harbor(root=root, capsys=capsys)
    harbor.output.mkdir(parents=True)
    for name, text in LAST_GOOD.items():
        (harbor.output / name).write_text(text)
    return harbor
