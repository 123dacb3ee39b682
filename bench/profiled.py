"""Where the time of one build goes: seconds by stage, and the functions that take most in each, as
cProfile counts them.

    python bench/profiled.py                                  the largest case: deep, 300,000 facts
    python bench/profiled.py --shape wide --facts 30000 --top 10

The first table comes from a build without the profiler, the others from a second one with it: calls
cost more there, loops in C do not.
"""

import argparse
import cProfile
import gc
import pstats
import resource
import tempfile
import time
from pathlib import Path

from synthetic import NAME, write_workspace

from crossfoot.arelle.session import ArelleSession
from crossfoot.model.options import BuildOptions
from crossfoot.workflows.build import Builder
from crossfoot.workspace import Workspace


class Seconds:
    """CPU seconds by stage: a builder tells when a stage begins, and that ends the one before."""

    def __init__(self) -> None:
        self.by_stage: dict[str, float] = {}
        self.running, self.began = "", 0.0

    def begin(self, stage: str) -> None:
        self.end()
        self.running, self.began = stage, time.process_time()

    def end(self) -> None:
        if self.running:
            self.by_stage[self.running] = (
                self.by_stage.get(self.running, 0.0) + time.process_time() - self.began
            )
        self.running = ""


class Profiles:
    """One profile a stage, in the same way."""

    def __init__(self) -> None:
        self.by_stage: dict[str, cProfile.Profile] = {}
        self.running: cProfile.Profile | None = None

    def begin(self, stage: str) -> None:
        self.end()
        self.running = self.by_stage.setdefault(stage, cProfile.Profile())
        self.running.enable()

    def end(self) -> None:
        if self.running:
            self.running.disable()
        self.running = None


def build(root: Path, watch: Seconds | Profiles) -> None:
    """Build the filing once, and tell `watch` of its stages."""
    options = BuildOptions(output=root / "output", arelle=False)
    with ArelleSession() as session:
        builder = Builder(workspace=Workspace(root=root), options=options, session=session)
        builder.progress = watch.begin
        result = builder.build(root / "filings" / NAME)
    watch.end()
    if result.folder is None:
        raise SystemExit("the build did not come clean")


def table(title: str, profiles: list[cProfile.Profile], top: int, order: str) -> None:
    """The functions that take most, as a Markdown table."""
    stats = pstats.Stats(*profiles)
    rows = sorted(stats.stats.items(), key=lambda row: -row[1][2 if order == "own" else 3])  # type: ignore[attr-defined]
    print(
        f"\n### {title}: {stats.total_tt:.2f} s\n\n| own | with callees | calls | function |\n| ---: | ---: | ---: | --- |"
    )  # type: ignore[attr-defined]
    for (file, line, name), (_, calls, own, cumulative, _) in rows[:top]:
        place = (
            file.partition("crossfoot/crossfoot/")[2]
            or file.partition("generator/crossfoot/")[2]
            or Path(file).name
        )
        where = f"`{place}:{line}` {name}" if line else name
        print(f"| {own:.2f} | {cumulative:.2f} | {calls:,} | {where} |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shape", choices=["deep", "wide"], default="deep")
    parser.add_argument("--facts", type=int, default=300_000)
    parser.add_argument(
        "--top",
        type=int,
        default=25,
        help="rows of the table of all stages; a stage shows half of it; 0: seconds only",
    )
    parser.add_argument("--workspace", type=Path, help="a workspace that synthetic.py wrote before")
    options = parser.parse_args()
    gc.disable()  # as a build does
    with tempfile.TemporaryDirectory(prefix="crossfoot-profile-") as scratch:
        root = options.workspace or Path(scratch) / "workspace"
        if not options.workspace:
            write_workspace(root, options.shape, options.facts)
        seconds = Seconds()
        build(root, seconds)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print("| stage | CPU seconds |\n| --- | ---: |")
        print("\n".join(f"| {stage} | {took:.2f} |" for stage, took in seconds.by_stage.items()))
        print(f"| all | {sum(seconds.by_stage.values()):.2f}, peak {memory} MB |")
        if not options.top:
            return
        gc.collect()
        profiles = Profiles()
        build(root, profiles)
    table("all stages, by own time", list(profiles.by_stage.values()), options.top, "own")
    for stage, profile in profiles.by_stage.items():
        if seconds.by_stage[stage] > 0.02 * sum(seconds.by_stage.values()):
            table(f"{stage}, with callees", [profile], options.top // 2, "callees")


if __name__ == "__main__":
    main()
