"""Where things lie: the workspace with `filings/`, the base taxonomy, the output; no path leaves
its folder."""

from pathlib import Path

from msgspec import Struct

from crossfoot.errors import SetupError, UsageError


class Workspace(Struct, frozen=True, kw_only=True):
    """A folder that holds `filings/`; the base taxonomy is its own `taxonomy/`, or the one inside
    the package."""

    root: Path

    @property
    def filings(self) -> Path:
        return self.root / "filings"

    def filing_folders(self, names: list[str]) -> list[Path]:
        """The folders of the named filings (`iij/2010-03-31`, or a path); all of them when none is
        named."""
        if not names:
            found = sorted(path.parent for path in self.filings.glob("*/*/filing.yaml"))
            if not found:
                raise UsageError(
                    f"there is no filing under {self.filings.name}/",
                    "name a folder that holds filing.yaml, or use --workspace",
                )
            return found
        return [self._filing_folder(name) for name in names]

    def _filing_folder(self, name: str) -> Path:
        for folder in (Path(name), self.filings / name):
            if is_file(folder / "filing.yaml"):
                return folder
        known = ", ".join(
            f"{path.parent.parent.name}/{path.parent.name}"
            for path in sorted(self.filings.glob("*/*/filing.yaml"))
        )
        raise UsageError(
            f"'{name}' is not a filing: no filing.yaml there",
            f"known: {known}" if known else "see docs/tutorial.md",
        )

    def shown(self, filing: str, file: str) -> str:
        """The path from the root of a file that a finding of a filing names."""
        for folder in (
            f"filings/{filing}",
            f"filings/{filing.partition('/')[0]}",
            "filings",
            "taxonomy",
            f"output/{filing}",
        ):
            if is_file(self.root / folder / file):
                return f"{folder}/{file}"
        return file

    def has_base(self, base: str) -> bool:
        """Whether a base such as `gaap/2026` is there."""
        try:
            self.base_folder(base)
        except SetupError:
            return False
        return True

    def base_folder(self, base: str) -> Path:
        """The folder of a base such as `gaap/2026`."""
        for root in self._taxonomies():
            folder = root / base
            if is_file(folder / "taxonomy.yaml") and inside(root, folder):
                return folder
        raise SetupError(
            f"the base taxonomy '{base}' is not there",
            "look under taxonomy/, or install crossfoot again",
        )

    def base_definition(self, name: str) -> Path:
        """`taxonomy/bases/<name>.yaml` of a published base such as `us-gaap-2009`."""
        folders = [root / "bases" for root in self._taxonomies()]
        for folder in folders:
            if is_file(path := folder / f"{name}.yaml") and inside(folder, path):
                return path
        known = ", ".join(
            sorted({path.stem for folder in folders for path in folder.glob("*.yaml")})
        )
        raise UsageError(
            f"there is no base definition '{name}'",
            f"known: {known or 'none'}; or add taxonomy/bases/{name}.yaml",
        )

    def taxonomy_files(self, name: str) -> list[Path]:
        """The files of this name that lie beside the bases: the workspace's own, and those that
        come with the program."""
        return [path for root in self._taxonomies() if is_file(path := root / name)]

    def _taxonomies(self) -> tuple[Path, ...]:
        package = Path(__file__).parent
        return (
            self.root / "taxonomy",
            package / "data" / "taxonomy",
            package.parent.parent / "taxonomy",
        )


def filing_name(folder: Path) -> str:
    """`iij/2010-03-31`, of a filing's folder: its name in findings, and its place in the output."""
    return "/".join(folder.resolve().parts[-2:]).lstrip("/")


def is_file(path: Path) -> bool:
    """Whether a regular file lies at `path`; False too for a name that no file can have (longer
    than 255 bytes, or with a NUL in it), where `Path.is_file` raises OSError."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def inside(root: Path, path: Path) -> bool:
    """Whether `path`, links followed, lies in `root`."""
    try:
        if path.parent == root and path.name != ".." and not path.is_symlink():
            return True  # without asking for every folder above
        return path.resolve().is_relative_to(root.resolve())
    except OSError:
        return False


def templates_folder() -> Path:
    """The Jinja2 templates: inside the installed package, or in the checkout."""
    package = Path(__file__).parent
    for folder in (package / "data" / "templates", package.parent.parent / "templates"):
        if folder.is_dir():
            return folder
    raise SetupError("the templates are not there", "install crossfoot again")
