"""The rooms of the house: imports point down, and each foreign library has one door."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "edition"

#: The rooms from the top down; rooms of one line do not import each other.
LINES = [
    {"cli"},
    {"web"},
    {"project"},
    {"ingest", "collate", "reader", "epub", "print", "proof"},
    {"layers", "render", "typeset"},
    {"tei", "jlreq", "glyphs", "readings"},
    {"diagnostics", "resources", "units"},
]
LEVEL = {room: level for level, rooms in enumerate(LINES) for room in rooms}

#: A foreign library and where it may be imported: rooms, or single modules.
DOORS = {
    "ebooklib": {"edition.epub"},
    "uharfbuzz": {"edition.typeset"},
    "fontTools": {"edition.epub.fonts", "edition.epub.outline"},
    "weasyprint": {"edition.typeset.weasy", "edition.print"},
    "pydyf": {"edition.typeset", "edition.print"},
    "pikepdf": {"edition.print"},
    "tinycss2": {"edition.project.stylesheet"},
    "sudachipy": {"edition.readings.analyser"},
    "pyphen": {"edition.typeset.hyphenation"},
    "ruamel": {"edition.ingest.markdown.front_matter"},
    "yaml": {"edition.layers.yamltree"},
    "bibtexparser": {"edition.layers.bibtex"},
    "pylatexenc": {"edition.layers.bibtex"},
    "markdown_it": {"edition.ingest.markdown"},
    "pdfminer": {"edition.glyphs"},
    "pypdfium2": {"edition.glyphs"},
    "typer": {"edition.cli"},
    "rich": {"edition.cli"},
}
#: Of these only one module of its room may import them.
ONE_MODULE = {"uharfbuzz"}

#: `proof` measures what the composer did and must not share its tables.
PROOF = {"proof", "glyphs", "units", "diagnostics"}

#: What no verb may load before it is needed; the second list is what `check` never needs.
HEAVY = ["weasyprint", "ebooklib", "uharfbuzz", "fontTools", "pdfminer", "pypdfium2", "pikepdf"]
NOT_FOR_HELP = [*HEAVY, "lxml", "ruamel", "yaml"]


def modules() -> Iterator[tuple[str, Path]]:
    """(dotted name, file) of every module of the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ["edition", *path.relative_to(PACKAGE).with_suffix("").parts]
        yield ".".join(part for part in parts if part != "__init__"), path


def imported(path: Path, module: str) -> Iterator[str]:
    """Every name that a module imports, at its top or inside of functions, relative ones made absolute."""
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_bytes(), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            name = ".".join(part for part in (base, node.module) if part)
            # `from edition import tei` names a room in its second half.
            yield from (f"{name}.{alias.name}" for alias in node.names)


def room(name: str) -> str:
    """The room of a dotted name in the package, "" for the package itself."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in LEVEL else ""


EDGES = [(module, name) for module, path in modules() for name in imported(path, module)]


def test_every_module_stands_in_a_room() -> None:
    rooms = {module.split(".")[1] for module, _ in modules() if module.count(".")}
    assert rooms <= {*LEVEL, "__main__"}


@pytest.mark.parametrize("level", range(len(LINES)), ids=lambda level: "-".join(sorted(LINES[level])))
def test_imports_point_down(level: int) -> None:
    wrong = [
        f"{module} imports {name}"
        for module, name in EDGES
        if name.startswith("edition.") and room(module) in LINES[level] and room(name)
        if room(name) != room(module) and LEVEL[room(name)] <= level
    ]
    assert wrong == []


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_foreign_library_has_one_door(library: str) -> None:
    users = {module for module, name in EDGES if name.split(".")[0] == library}
    outside = {
        user
        for user in users
        if not any(user == door or user.startswith(f"{door}.") for door in DOORS[library])
    }
    assert outside == set()
    if library in ONE_MODULE:
        assert len(users) <= 1


def test_proof_knows_nothing_of_the_composer() -> None:
    known = {room(name) for module, name in EDGES if room(module) == "proof" and name.startswith("edition.")}
    assert known - {""} <= PROOF


def loaded(arguments: list[str], cwd: Path) -> set[str]:
    """The top-level names of the modules in memory after a command."""
    program = (
        "import sys\n"
        "from edition.cli import app\n"
        f"sys.argv = ['edition', *{arguments!r}]\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write('\\n' + ' '.join(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=cwd,
        timeout=60,
        env=environment,
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("verb", [[], ["build"], ["check"], ["collate"], ["ingest"], ["proof"]], ids=" ".join)
def test_help_loads_nothing_heavy(verb: list[str], tmp_path: Path) -> None:
    assert loaded([*verb, "--help"], tmp_path).isdisjoint(NOT_FOR_HELP)


def test_check_loads_no_library_that_makes_products(edition: Path) -> None:
    names = loaded(["check", str(edition)], edition)
    assert "lxml" in names
    assert names.isdisjoint(HEAVY)
