"""Measure builds, peers and lower bounds side by side, each a whole process; `--write` puts the
table and graph into the docs.

python bench/measure.py                                   3 sizes, 3 runs each
python bench/measure.py --sizes 300 3000 30000 300000 --write
python bench/measure.py --forge /tmp/forge-venv           with xbrl-forge from an environment of
yours (its licence is non-commercial)
"""

import argparse
import datetime
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from processes import Failed, Run, median, run
from synthetic import NAME, STEM, write_workspace
from tables import Cell, machine, write_docs, written

HERE = Path(__file__).parent
PYTHON = sys.executable
SLOW = {
    "Arelle: validation, cold": 30_000,
    "Arelle: xBRL-CSV to XBRL 2.1": 30_000,
    "Arelle: validation, warm worker": 3_000,
}
"""The largest size that is run of what takes minutes."""


class Case:
    """One shape and size: its workspaces, and the commands that are timed on them."""

    def __init__(self, scratch: Path, shape: str, facts: int, forge: Path | None) -> None:
        self.scratch, self.shape, self.facts, self.forge = scratch, shape, facts, forge
        self.root, self.broken = scratch / f"{shape}-{facts}", scratch / f"{shape}-{facts}-broken"
        write_workspace(self.root, shape, facts)
        write_workspace(self.broken, shape, facts, broken=True)
        self.output = self.root / "output" / NAME

    def works(self) -> dict[str, Callable[[], Run]]:
        """What is timed, by name, in the order of the table; ours first, for others read what it
        writes."""
        package = str(self.output / f"{STEM}-taxonomy.zip")
        arelle = [
            PYTHON,
            "-m",
            "arelle.CntlrCmdLine",
            "--internetConnectivity=offline",
            "--disablePersistentConfig",
            "--packages",
            package,
        ]
        page, oim = (
            str(self.output / f"{STEM}.htm"),
            str(self.output / f"{STEM}-csv" / f"{STEM}.json"),
        )
        saved = str(self.scratch / "saved.xbrl")
        works = {
            "crossfoot build (every file, no Arelle)": lambda: self.build(self.root),
            "first wrong total named, cold start": lambda: self.build(self.broken, code=1),
            "lower bound: strings": lambda: self.lower("strings"),
            "lower bound: lxml xmlfile": lambda: self.lower("xmlfile"),
            "lower bound: libxml2 reads our files": lambda: self.python(
                "lower.py", "libxml2", str(self.output), self.shape, "1"
            ),
            "Arelle: xBRL-CSV to XBRL 2.1": lambda: self.run(
                *arelle, "--plugins=loadFromOIM", "--file", oim, "--saveOIMinstance", saved
            ),
            "Arelle: validation, cold": lambda: self.run(
                *arelle, "--file", page, "--validate", "--calc=c11r"
            ),
            "Arelle: validation, warm worker": lambda: self.warm(page, package),
        }
        if self.forge and self.shape == "deep":
            works |= {
                f"xbrl-forge: {kind}": lambda kind=kind: self.run_forge(kind)
                for kind in ("inline", "xbrl")
            }
        return {
            name: work for name, work in works.items() if self.facts <= SLOW.get(name, self.facts)
        }

    def run(self, *command: str, code: int = 0) -> Run:
        return run(command, self.scratch / "said.txt", code)

    def python(self, script: str, *arguments: str) -> Run:
        return self.run(PYTHON, str(HERE / script), *arguments)

    def build(self, root: Path, code: int = 0) -> Run:
        found = self.run(
            PYTHON, "-m", "crossfoot", "build", "--workspace", str(root), "--no-arelle", code=code
        )
        said = (self.scratch / "said.txt").read_text(encoding="utf-8")
        if code and "[calc.sum]" not in said:
            raise Failed(said[-2000:])
        return found

    def lower(self, kind: str) -> Run:
        return self.python("lower.py", kind, str(self.scratch / kind), self.shape, str(self.facts))

    def warm(self, page: str, package: str) -> Run:
        self.python("warm.py", page, package)
        told = json.loads((self.scratch / "said.txt").read_text(encoding="utf-8").splitlines()[-1])
        return Run(cpu=told["cpu"], mb=told["mb"], wall=told["wall"])

    def run_forge(self, kind: str) -> Run:
        given = self.scratch / f"{self.shape}-{self.facts}-{kind}.json"
        if not given.exists():
            self.python("forge_case.py", str(given), self.shape, str(self.facts), kind)
        return self.run(
            f"{self.forge}/bin/python", str(HERE / "run_forge.py"), str(given), str(self.scratch)
        )


def measured(options: argparse.Namespace, scratch: Path) -> list[Cell]:
    """Every work of every case; the runs of one case take turns, so that all see the same
    machine."""
    cells = []
    for shape in options.shapes:
        for facts in options.sizes:
            works = Case(scratch, shape, facts, options.forge).works()
            times = options.runs if facts < 300_000 else 1
            runs: dict[str, list[Run]] = {name: [] for name in works}
            for turn in range(
                times + (facts < 300_000)
            ):  # the first turn fills caches and is not counted
                for name, work in works.items():
                    found = work()
                    if turn or facts >= 300_000:
                        runs[name].append(found)
            cells += [
                Cell(shape=shape, facts=facts, work=name, run=median(found))
                for name, found in runs.items()
            ]
            for cell in cells[-len(works) :]:
                print(
                    f"{shape} {facts:>7,} {cell.work:42} {cell.run.cpu:7.2f} s {cell.run.mb:6.0f} MB",
                    file=sys.stderr,
                )
            shutil.rmtree(scratch / f"{shape}-{facts}")
    return cells


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 3_000, 30_000])
    parser.add_argument("--shapes", nargs="+", default=["deep", "wide"])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--forge", type=Path, help="an environment with xbrl-forge")
    parser.add_argument(
        "--write", action="store_true", help="write docs/explanation/speed.md and its graph"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crossfoot-bench-") as scratch:
        cells = measured(options, Path(scratch))
    head = machine(datetime.datetime.now(datetime.UTC).date().isoformat())
    print(written(cells, head))
    if options.write:
        write_docs(HERE.parent / "docs" / "explanation", cells, head)


if __name__ == "__main__":
    main()
