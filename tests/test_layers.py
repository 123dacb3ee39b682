"""The shape of the package: who may import whom, who owns which library, and where binary floats and clocks have no business."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import crossfoot

PACKAGE = Path(crossfoot.__file__).parent
STAGES = tuple(sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py") if path.parent.name != "model"))
BELOW_STAGES = ("model", "errors", "workspace", "templating", "version")
FRONT = ("__main__", "cli", "commands", "serve", "ingest.api")
OWNERS = {
    "arelle": ("validate.arelle_worker",),
    "jinja2": ("templating",),
    "markupsafe": ("render.inline", "render.figures", "report.page"),
    "drawsvg": ("render.drawing",),
    "openpyxl": ("read.workbook",),
    "yaml": ("read.yaml_file",),
    "msgspec": ("",),  # records are its Structs
    "lxml": ("read.published", "read.xml_files", "read.xbrl_", "ingest.xml_file"),
    "duckdb": ("ingest.store",),
    "psycopg": ("ingest.store",),
    "pandas": ("ingest.products.statements",),
    "iXBRLViewerPlugin": ("validate.arelle_viewer",),
    "pyarrow": ("ingest.store", "ingest.columns"),
    "matplotlib": ("plotting_png",),
}
HEAVY = ("lxml", "yaml", "jinja2", "msgspec", "openpyxl", "arelle")
CHANCE = ("random", "uuid", "secrets")
CLOCKS = (
    *("now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "strftime", "ctime"),
    *("urandom", "getuser", "gethostname", "getmtime", "st_mtime"),
)
VALUE_PATH = ("model", "read", "instance", "render", "validate")


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Name without `crossfoot.`, and tree, of every module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(parts), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a name comes from"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def ours(name: str) -> str:
    """`read.tables.read_table` of `crossfoot.read.tables.read_table`; empty for a name that is not ours."""
    return name.removeprefix("crossfoot.") if name.startswith("crossfoot.") else ""


def part(name: str) -> str:
    return name.partition(".")[0]


def test_there_are_modules_to_look_at() -> None:
    names = [name for name, _ in modules()]
    assert {"read", "taxonomy", "instance", "render", "validate", "report"} <= set(STAGES)
    assert {"cli", "pipeline", "model.instance", "validate.arelle_worker", "render.xbrl"} <= set(names)


def test_model_imports_the_standard_library_msgspec_and_itself_alone() -> None:
    wrong = [
        f"{module}:{line} {name}"
        for module, tree in modules()
        if part(module) == "model"
        for line, name in imports(tree)
        if (part(ours(name)) != "model" if ours(name) else part(name) not in {*sys.stdlib_module_names, "msgspec"})
    ]
    assert wrong == []


def test_stages_never_import_each_other() -> None:
    wrong = [
        f"{module}:{line} {name}"
        for module, tree in modules()
        if part(module) in STAGES and module not in FRONT
        for line, name in imports(tree)
        if ours(name) and part(ours(name)) not in (part(module), *BELOW_STAGES)
    ]
    assert wrong == []


def test_what_lies_below_the_stages_does_not_look_up() -> None:
    allowed = {
        "errors": (),
        "version": (),
        "workspace": ("errors", "model"),
        "outbox": ("errors",),
        "packages": ("model", "zipped"),
        "zipped": ("model",),
    }
    wrong = [
        f"{module}:{line} {name}"
        for module, tree in modules()
        if module in allowed
        for line, name in imports(tree)
        if ours(name) and part(ours(name)) not in allowed[module]
    ]
    assert wrong == []


def test_records_are_structs() -> None:
    """The standard decorator compiles six functions a class, about a millisecond each, and a frozen one sets its fields slowly."""
    wrong = [f"{module}:{line}" for module, tree in modules() for line, name in imports(tree) if part(name) == "dataclasses"]
    assert wrong == []


def test_the_front_calls_conductors_and_never_a_stage_but_report() -> None:
    may: dict[str, tuple[str, ...]] = {module: ("report",) for module, _ in modules() if module.startswith("commands")}
    stores = ("commands_ingest", "commands_facts", "commands_products", "ingest.api")
    may |= dict.fromkeys(stores, ("report", "ingest"))  # a store has no stages after it
    wrong = [
        f"{module}:{line} {name}"
        for module, tree in modules()
        if module.startswith(FRONT)
        for line, name in imports(tree)
        if part(ours(name)) in STAGES and part(ours(name)) not in may.get(module, ())
    ]
    assert wrong == []


def test_nothing_below_the_front_looks_up_to_it() -> None:
    wrong = [
        f"{module}:{line} {name}"
        for module, tree in modules()
        if not module.startswith(FRONT)
        for line, name in imports(tree)
        if ours(name).startswith(FRONT)
    ]
    assert wrong == []


def test_each_outside_library_has_one_owner() -> None:
    wrong = [
        f"{module}:{line} {name}"
        for module, tree in modules()
        for line, name in imports(tree)
        if part(name) not in (*sys.stdlib_module_names, "crossfoot") and not module.startswith(OWNERS.get(part(name), ()))
    ]
    assert wrong == []


def test_an_init_file_holds_a_docstring_and_nothing_else() -> None:
    for name, tree in modules():
        if name.rpartition(".")[2] == "__init__":
            assert ast.get_docstring(tree), name
            assert len(tree.body) == 1, name


def test_no_binary_float_lies_on_the_path_of_a_value() -> None:
    wrong = [
        f"{module} {ast.unparse(node)}"
        for module, tree in modules()
        if part(module) in VALUE_PATH and not module.startswith("validate.arelle_")
        for node in ast.walk(tree)
        if _binary(node)
    ]
    # the one float is a likeness between names (0 to 1), for "did you mean"
    assert wrong == ["model.suggest 0.75"]


def _binary(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("float", "round")
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "math"


def test_no_clock_and_no_chance_lies_behind_an_output() -> None:
    wrong = []
    for module, tree in modules():
        wrong += [f"{module}:{line} {name}" for line, name in imports(tree) if part(name) in CHANCE]
        if not module.startswith(FRONT):  # a command may look at the clock, and pass it in
            wrong += [f"{module} {ast.unparse(node)}" for node in ast.walk(tree) if _clock(node)]
    assert wrong == []


def _clock(node: ast.AST) -> bool:
    """A time of day, a process or a person; counters that measure how long something took are for the eye alone."""
    if isinstance(node, ast.ImportFrom) and node.module == "time":
        return any(alias.name in CLOCKS for alias in node.names)
    return isinstance(node, ast.Attribute) and node.attr in CLOCKS


def test_help_imports_no_heavy_library() -> None:
    code = (
        "import sys\nfrom crossfoot.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("usage: crossfoot")
    assert run.stderr == "[]\n"
