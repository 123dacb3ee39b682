"""Measure the fact store: own packages, others' filings against Arelle, questions to 10 million
facts, two processes against one.

python bench/ingest.py                                     all of it, about eight minutes
python bench/ingest.py --parts own jobs --sizes 30000
python bench/ingest.py --postgres postgresql://me@/empty   the own packages into a database of yours
too
python bench/ingest.py --write                             puts the table into
docs/explanation/speed.md
"""

import argparse
import datetime
import hashlib
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from processes import Run, run
from synthetic import NAME, STEM, write_workspace
from tables import machine

HERE = Path(__file__).parent
PYTHON = sys.executable
BEGIN, END = "<!-- bench/ingest.py writes from here -->", "<!-- to here, bench/ingest.py -->"
HEAD = [
    "| work | facts | CPU seconds | memory | what it says |",
    "| --- | ---: | ---: | ---: | --- |",
]
ARELLE = [
    PYTHON,
    "-m",
    "arelle.CntlrCmdLine",
    "--internetConnectivity=offline",
    "--disablePersistentConfig",
]
BATCH = 30
"""own packages of an intake; fewer would tell of the start"""
STRANGERS = 6
STRANGERS_BATCH = 20
PAIRS = 2
"""of batches of strangers, which take a minute each pair"""
EVERYDAY = 3_000
"""facts of an everyday filing"""
PARTS = ["own", "foreign", "questions", "jobs", "strangers"]


class Bench:
    """Works of one run, in one scratch folder."""

    def __init__(self, scratch: Path, options: argparse.Namespace) -> None:
        self.scratch, self.options = scratch, options

    def run(self, *command: str) -> Run:
        return run(command, self.scratch / "said.txt")

    def ingest(self, *arguments: str, store: str = "", times: int = 1) -> Run:
        """`crossfoot ingest` into a fresh store; of several runs the median by CPU seconds."""
        folder = self.scratch / "store"
        runs = []
        for _ in range(times):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            beside = [
                "--receipts",
                str(folder / "receipts"),
                "--quarantine",
                str(folder / "quarantine"),
            ]
            runs.append(
                self.run(
                    PYTHON,
                    "-m",
                    "crossfoot",
                    "ingest",
                    *arguments,
                    *beside,
                    "--store",
                    store or str(folder / "f.duckdb"),
                )
            )
        return sorted(runs, key=lambda one: one.cpu)[len(runs) // 2]

    def output(self, shape: str, facts: int) -> Path:
        """The output folder of a synthetic filing, as if Arelle had judged it: what is timed is the
        way into the store."""
        root = self.scratch / f"{shape}-{facts}"
        folder = root / "output" / NAME
        if not folder.exists():
            write_workspace(root, shape, facts)
            self.run(PYTHON, "-m", "crossfoot", "build", "--workspace", str(root), "--no-arelle")
            _judged(folder)
        return folder

    def own(self) -> Iterator[str]:
        for facts in self.options.sizes:
            for shape in ("wide", "deep"):
                folder = self.output(shape, facts)
                stores = {"DuckDB": "", "PostgreSQL": self.options.postgres}
                for name, store in stores.items():
                    if name == "DuckDB" or store:
                        found = self.ingest(
                            str(folder), "--trust", store=store, times=self.options.runs
                        )
                        yield _line(
                            f"own package, {shape}, into {name}",
                            facts,
                            found,
                            f"{facts / found.cpu:,.0f} facts a CPU second",
                        )

    def stranger(self, name: str) -> tuple[Path, str]:
        """Our own report as a stranger's, without its manifest, in a folder of that name; and its
        taxonomy as a package."""
        made, folder = self.output("deep", EVERYDAY), self.scratch / name
        folder.mkdir(parents=True)
        for path in made.glob(f"{STEM}*"):
            if path.suffix in (".xsd", ".xml", ".htm", ".xbrl"):
                shutil.copy(path, folder)
        return folder, str(made / f"{STEM}-taxonomy.zip")

    def foreign(self) -> Iterator[str]:
        facts, (folder, package) = EVERYDAY, self.stranger("foreign")
        arelle = [*ARELLE, "--packages", package]
        for name in (f"{STEM}.htm", f"{STEM}.xbrl"):
            ours, load, judge = [], [], []
            for _ in range(self.options.runs):
                ours.append(self.ingest(str(folder / name), "--package", package))
                load.append(self.run(*arelle, "--file", str(folder / name)))
                judge.append(
                    self.run(*arelle, "--file", str(folder / name), "--validate", "--calc=c11r")
                )
            times = [
                statistics.median(
                    one.cpu / other.cpu for one, other in zip(ours, others, strict=True)
                )
                for others in (load, judge)
            ]
            told = f"{times[0]:.2f} of Arelle's load, {times[1]:.2f} of its load and validation"
            yield _line(
                f"a stranger's {Path(name).suffix}, judged and stored", facts, ours[-1], told
            )

    def questions(self) -> Iterator[str]:
        place = str(self.scratch / "many.duckdb")
        self.run(PYTHON, str(HERE / "ingest_questions.py"), "fill", place)
        self.run(PYTHON, str(HERE / "ingest_questions.py"), "ask", place)
        for row in json.loads(
            (self.scratch / "said.txt").read_text(encoding="utf-8").splitlines()[-1]
        ):
            told = f"wall {row['wall']:.3f} s warm, {row['first']:.3f} s the first time in a process; {row['rows']:,} rows"
            yield _line(
                row["name"], 10_000_000, Run(cpu=row["cpu"], mb=row["mb"], wall=row["wall"]), told
            )

    def jobs(self) -> Iterator[str]:
        """An intake of own packages, each of another filer."""
        facts = min(self.options.sizes)
        made, batch = self.output("wide", facts), self.scratch / "batch"
        for number in range(BATCH):
            copy = batch / f"c{number:02}" / made.name
            shutil.copytree(made, copy)
            _of_filer(copy / f"{STEM}.xbrl", number)
            _known(copy)
        one, two = self._in_turns((str(batch),), self.options.runs)
        told = f"{_faster(one, two):.2f} times as fast as --jobs 1 (wall)"
        yield _line(
            f"{BATCH} own packages, --jobs 1",
            facts * BATCH,
            one[-1],
            f"{facts * BATCH / one[-1].cpu:,.0f} facts a CPU second",
        )
        yield _line(f"{BATCH} own packages, --jobs 2", facts * BATCH, two[-1], told)

    def strangers(self) -> Iterator[str]:
        """Strangers' filings, each of another filer: one command against Arelle for each, and two
        processes against one."""
        filings = []
        for number in range(STRANGERS_BATCH):
            folder, package = self.stranger(f"strangers/s{number:02}")
            (folder / f"{STEM}.htm").unlink()
            filings.append(_of_filer(folder / f"{STEM}.xbrl", number))
        few = filings[:STRANGERS]
        alone, ours = [], []
        for _ in range(self.options.runs):
            told = [
                self.run(
                    *ARELLE, "--packages", package, "--file", str(path), "--validate", "--calc=c11r"
                )
                for path in few
            ]
            alone.append(sum(run.cpu for run in told))
            ours.append(self.ingest(*map(str, few), "--package", package))
        against = statistics.median(run.cpu / other for run, other in zip(ours, alone, strict=True))
        said = f"{against:.2f} of Arelle's load and validation of each"
        yield _line(
            f"{STRANGERS} strangers' .xbrl in one command", EVERYDAY * STRANGERS, ours[-1], said
        )
        _, two = turns = self._in_turns(
            (*map(str, filings), "--package", package), min(PAIRS, self.options.runs)
        )
        said = f"{_faster(*turns):.2f} times as fast as --jobs 1 (wall)"
        yield _line(
            f"{STRANGERS_BATCH} strangers' .xbrl, --jobs 2",
            EVERYDAY * STRANGERS_BATCH,
            two[-1],
            said,
        )

    def _in_turns(self, given: Sequence[str], runs: int) -> tuple[list[Run], list[Run]]:
        """The same with one process and with two."""
        pairs = [(self.ingest(*given), self.ingest(*given, "--jobs", "2")) for _ in range(runs)]
        return [one for one, _ in pairs], [two for _, two in pairs]


def _faster(one: Sequence[Run], two: Sequence[Run]) -> float:
    """How many times as fast the second is, by wall time, the median of the pairs."""
    return statistics.median(
        first.wall / second.wall for first, second in zip(one, two, strict=True)
    )


def _line(work: str, facts: int, found: Run, told: str) -> str:
    return f"| {work} | {facts:,} | {found.cpu:.2f} | {found.mb:.0f} MB | {told} |"


def _judged(folder: Path) -> None:
    manifest = json.loads((folder / "intake.json").read_text(encoding="utf-8"))
    manifest |= {
        "verdict": "clean",
        "rules": [*manifest["rules"], "Arelle, for the bench not asked"],
    }
    (folder / "intake.json").write_text(json.dumps(manifest), encoding="utf-8")


def _of_filer(path: Path, number: int) -> Path:
    """The instance as that of another filer: a copy for the same one would be the same filing told
    twice."""
    path.write_bytes(path.read_bytes().replace(b">0000000001<", f">{number + 2:010}<".encode()))
    return path


def _known(folder: Path) -> None:
    """The manifest knows the instance as it is now."""
    data = (folder / f"{STEM}.xbrl").read_bytes()
    manifest = json.loads((folder / "intake.json").read_text(encoding="utf-8"))
    manifest["files"][f"{STEM}.xbrl"] = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
    }
    (folder / "intake.json").write_text(json.dumps(manifest), encoding="utf-8")


def write_docs(page: Path, text: str) -> None:
    """The part of speed.md between our marks; at its end where there is none yet."""
    held = page.read_text(encoding="utf-8")
    above, _, rest = held.partition(BEGIN)
    below = rest.partition(END)[2] if rest else "\n"
    above = above if rest else f"{held.rstrip()}\n\n## The fact store\n\n"
    page.write_text(f"{above}{BEGIN}\n\n{text}\n\n{END}{below}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", nargs="+", default=PARTS, choices=PARTS)
    parser.add_argument("--sizes", type=int, nargs="+", default=[30_000, 300_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--postgres", default="", metavar="URL", help="an empty database")
    parser.add_argument("--write", action="store_true", help="write docs/explanation/speed.md")
    options = parser.parse_args()
    lines = []
    with tempfile.TemporaryDirectory(prefix="crossfoot-bench-") as scratch:
        bench = Bench(Path(scratch), options)
        for part in options.parts:
            for line in getattr(bench, part)():
                print(line, file=sys.stderr)
                lines.append(line)
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    text = "\n".join(
        [f"Measured {machine(day)}; medians of {options.runs} runs.", "", *HEAD, *lines]
    )
    print(text)
    if options.write:
        write_docs(HERE.parent / "docs" / "explanation" / "speed.md", text)


if __name__ == "__main__":
    main()
