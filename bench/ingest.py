"""Measure the fact store: own packages, others' filings against Arelle, questions to 10 million facts, two processes against one.

python bench/ingest.py                                     all of it, about ten minutes
python bench/ingest.py --parts own jobs --sizes 30000
python bench/ingest.py --postgres postgresql://me@/empty   the own packages into a database of yours too
python bench/ingest.py --write                             puts the table into docs/explanation/speed.md
"""

import argparse
import datetime
import hashlib
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from processes import Run, run
from synthetic import NAME, STEM, write_workspace
from tables import machine

HERE = Path(__file__).parent
PYTHON = sys.executable
BEGIN, END = "<!-- bench/ingest.py writes from here -->", "<!-- to here, bench/ingest.py -->"
HEAD = ["| work | facts | CPU seconds | memory | what it says |", "| --- | ---: | ---: | ---: | --- |"]
ARELLE = [PYTHON, "-m", "arelle.CntlrCmdLine", "--internetConnectivity=offline", "--disablePersistentConfig"]
COPIES = 6
STRANGERS = 6
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
            beside = ["--receipts", str(folder / "receipts"), "--quarantine", str(folder / "quarantine")]
            runs.append(self.run(PYTHON, "-m", "crossfoot", "ingest", *arguments, *beside, "--store", store or str(folder / "f.duckdb")))
        return sorted(runs, key=lambda one: one.cpu)[len(runs) // 2]

    def output(self, shape: str, facts: int) -> Path:
        """The output folder of a synthetic filing, as if Arelle had judged it: what is timed is the way into the store."""
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
                        found = self.ingest(str(folder), store=store, times=self.options.runs)
                        yield _line(f"own package, {shape}, into {name}", facts, found, f"{facts / found.cpu:,.0f} facts a CPU second")

    def stranger(self, name: str) -> tuple[Path, str]:
        """Our own report as a stranger's, without its manifest, in a folder of that name; and its taxonomy as a package."""
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
                judge.append(self.run(*arelle, "--file", str(folder / name), "--validate", "--calc=c11r"))
            times = [statistics.median(one.cpu / other.cpu for one, other in zip(ours, others, strict=True)) for others in (load, judge)]
            told = f"{times[0]:.2f} of Arelle's load, {times[1]:.2f} of its load and validation"
            yield _line(f"a stranger's {Path(name).suffix}, judged and stored", facts, ours[-1], told)

    def questions(self) -> Iterator[str]:
        place = str(self.scratch / "many.duckdb")
        self.run(PYTHON, str(HERE / "ingest_questions.py"), "fill", place)
        self.run(PYTHON, str(HERE / "ingest_questions.py"), "ask", place)
        for row in json.loads((self.scratch / "said.txt").read_text(encoding="utf-8").splitlines()[-1]):
            told = f"wall {row['wall']:.3f} s warm, {row['first']:.3f} s the first time in a process; {row['rows']:,} rows"
            yield _line(row["name"], 10_000_000, Run(cpu=row["cpu"], mb=row["mb"], wall=row["wall"]), told)

    def jobs(self) -> Iterator[str]:
        facts = min(self.options.sizes)
        made, batch = self.output("wide", facts), self.scratch / "batch"
        for number in range(COPIES):
            copy = batch / f"c{number}" / made.name
            shutil.copytree(made, copy)
            _told_apart(copy, number)
        one, two = [], []
        for _ in range(self.options.runs):
            one.append(self.ingest(str(batch)).wall)
            two.append(self.ingest(str(batch), "--jobs", "2"))
        ratio = statistics.median(first / second.wall for first, second in zip(one, two, strict=True))
        yield _line(f"a batch of {COPIES}, --jobs 2", facts * COPIES, two[-1], f"{ratio:.2f} times as fast as --jobs 1 (wall)")

    def strangers(self) -> Iterator[str]:
        """A batch of strangers' filings, each of another filer: one command against Arelle for each, and two processes against one."""
        filings = []
        for number in range(STRANGERS):
            folder, package = self.stranger(f"strangers/s{number}")
            (folder / f"{STEM}.htm").unlink()
            path = folder / f"{STEM}.xbrl"
            path.write_bytes(path.read_bytes().replace(b">0000000001<", f">{number + 2:010}<".encode()))
            filings.append(path)
        given = (*map(str, filings), "--package", package)
        alone, one, two = [], [], []
        for _ in range(self.options.runs):
            told = [self.run(*ARELLE, "--packages", package, "--file", str(path), "--validate", "--calc=c11r") for path in filings]
            alone.append(sum(run.cpu for run in told))
            one.append(self.ingest(*given))
            two.append(self.ingest(*given, "--jobs", "2"))
        against = statistics.median(run.cpu / other for run, other in zip(one, alone, strict=True))
        faster = statistics.median(first.wall / second.wall for first, second in zip(one, two, strict=True))
        facts = EVERYDAY * STRANGERS
        yield _line(
            f"{STRANGERS} strangers' .xbrl in one command", facts, one[-1], f"{against:.2f} of Arelle's load and validation of each"
        )
        yield _line(f"{STRANGERS} strangers' .xbrl, --jobs 2", facts, two[-1], f"{faster:.2f} times as fast as --jobs 1 (wall)")


def _line(work: str, facts: int, found: Run, told: str) -> str:
    return f"| {work} | {facts:,} | {found.cpu:.2f} | {found.mb:.0f} MB | {told} |"


def _judged(folder: Path) -> None:
    manifest = json.loads((folder / "intake.json").read_text(encoding="utf-8"))
    manifest |= {"verdict": "clean", "rules": [*manifest["rules"], "Arelle, for the bench not asked"]}
    (folder / "intake.json").write_text(json.dumps(manifest), encoding="utf-8")


def _told_apart(folder: Path, number: int) -> None:
    """Another filing: a line more in the instance, and the manifest that knows it."""
    path = folder / f"{STEM}.xbrl"
    data = path.read_bytes().replace(b"</xbrli:xbrl>", f"<!-- {number} --></xbrli:xbrl>".encode())
    path.write_bytes(data)
    manifest = json.loads((folder / "intake.json").read_text(encoding="utf-8"))
    manifest["files"][path.name] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    (folder / "intake.json").write_text(json.dumps(manifest), encoding="utf-8")


def write_docs(page: Path, text: str) -> None:
    """The part of speed.md between our marks; at its end where there is none yet."""
    held = page.read_text(encoding="utf-8")
    above, _, rest = held.partition(BEGIN)
    below = rest.partition(END)[2] if rest else "\n"
    above = above if rest else f"{held.rstrip()}\n\n## The fact store\n\n"
    page.write_text(f"{above}{BEGIN}\n\n{text}\n\n{END}{below}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
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
    text = "\n".join([f"Measured {machine(day)}; medians of {options.runs} runs.", "", *HEAD, *lines])
    print(text)
    if options.write:
        write_docs(HERE.parent / "docs" / "explanation" / "speed.md", text)


if __name__ == "__main__":
    main()
