"""The manual says what the program does: every command and option, every key, every kind, every link."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from lxml import etree

from edition import resources
from edition.cli import app
from edition.diagnostics import Findings
from edition.layers.model import KINDS, VALUES
from edition.project import config
from edition.project.config.table import Table

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "build" / "README.md"]
)
#: Every table of edition.toml, so that each key is asked for at least once.
EVERY_TABLE = b"""\
[edition]
[[people]]
[[witnesses]]
[[texts]]
[parallel]
[layout]
[layout.notes]
[apparatus]
[matter]
[press]
[outputs]
[fonts]
[epub]
[collation]
[[suppress]]
"""


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def sections(text: str, mark: str) -> dict[str, str]:
    """The parts of a page by their headings."""
    parts = re.split(rf"^{mark} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_cells(text: str) -> list[str]:
    """The words in code marks that stand in the first cells of a page's tables."""
    rows = re.findall(r"^\| (`[^|]*`) \|", text, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


# --- commands ---------------------------------------------------------------------------------------


def commands() -> dict[str, Any]:
    """The verbs as typer sees them, by name."""
    group: Any = typer.main.get_command(app)
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        # A verb with verbs of its own is described by these.
        parts = getattr(command, "commands", None)
        found |= {f"{name} {part}": one for part, one in parts.items()} if parts else {name: command}
    return found


def test_every_command_is_described_and_no_other() -> None:
    described = {name.removeprefix("edition ") for name in sections(page("docs/commands.md"), "##")}
    assert described == set(commands())


@pytest.mark.parametrize("verb", sorted(commands()))
def test_every_option_is_described_and_no_other(verb: str) -> None:
    described = set(first_cells(sections(page("docs/commands.md"), "##")[f"edition {verb}"]))
    options = [param for param in commands()[verb].params if param.param_type_name == "option"]
    known = {name for option in options for name in option.opts} - {"--help"}
    assert described == known


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_readmes_commands_exist(readme: str) -> None:
    text = page(readme)
    used = set(re.findall(r"^ *edition (\w+)", text, re.MULTILINE))
    assert used >= {"ingest", "check", "build"}
    assert used <= set(commands())
    targets = set(re.findall(r"^([\w-]+):", page("Makefile"), re.MULTILINE))
    made = set(re.findall(r"^ *make (\w+)", text, re.MULTILINE))
    assert {"demo", "test"} <= made <= targets


def test_the_two_readmes_show_the_same() -> None:
    def shown(text: str) -> list[str]:
        """Commands without their comments, and pictures."""
        code = re.findall(r"^ {4}((?:make|edition|git|cd) [^#\n]*)", text, re.MULTILINE)
        return [line.strip() for line in code] + re.findall(r"\]\((docs/pictures/[^)]+)\)", text)

    assert shown(page("README.md")) == shown(page("README.ja.md"))


# --- edition.toml -----------------------------------------------------------------------------------


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Every key that the reader of edition.toml asks for, by its table."""
    asked: dict[str, set[str]] = {}
    take = Table.take

    def spy(self: Table, key: str) -> object:
        asked.setdefault(self.name(), set()).add(key)
        return take(self, key)

    monkeypatch.setattr(Table, "take", spy)
    config.read(EVERY_TABLE, Path("nowhere"), Findings())
    return asked


def test_every_table_of_edition_toml_is_described(keys: dict[str, set[str]]) -> None:
    tables = {name.strip("[]") for name in sections(page("docs/edition-toml.md"), "##")}
    assert tables == {*keys[""], "layout.notes"}


def test_every_key_of_edition_toml_is_described(keys: dict[str, set[str]]) -> None:
    for heading, text in sections(page("docs/edition-toml.md"), "##").items():
        table = heading.strip("[]")
        if table == "layout.notes":
            assert {name.strip('"') for name in first_cells(text)} == set(config.NOTE_PLACES)
        else:
            assert set(first_cells(text)) == keys[table], heading


def test_the_new_editions_file_explains_every_key(keys: dict[str, set[str]]) -> None:
    sample = page("edition/project/sample/edition.toml.in") + page("edition/project/template.py")
    tables = "edition people witnesses layout outputs fonts epub collation suppress".split()
    for table in tables:
        for key in keys[table] - {"notes"}:
            assert re.search(rf"^\W*(?:\{{hash\}})?{key} =", sample, re.MULTILINE), f"{table}.{key}"


# --- layers -----------------------------------------------------------------------------------------


def test_every_kind_of_annotation_is_described() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| ([^|]*)\| ([^|]*)\|", sections(page("docs/layers.md"), "##")["Kinds"], re.M
    )
    named = {
        kind: (set(re.findall(r"`(\w+)`", needed)), set(re.findall(r"`(\w+)`", may)))
        for kind, needed, may in rows
        if kind in KINDS
    }
    assert named == {kind: (set(needed), set(may)) for kind, (needed, may) in KINDS.items()}


def test_every_value_of_a_key_of_an_annotation_is_described() -> None:
    text = page("docs/layers.md")
    for key, values in VALUES.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{key}` |"))
        assert set(values) <= set(re.findall(r"`(\w+)`", row)), key


# --- TEI --------------------------------------------------------------------------------------------


def test_every_element_of_the_profile_is_described_and_no_other() -> None:
    grammar = etree.fromstring(resources.schema())
    known = {element.get("name") for element in grammar.iter("{http://relaxng.org/ns/structure/1.0}element")}
    described = set(first_cells(page("docs/tei-profile.md")))
    # An element without a name in the grammar is one of another namespace, in xenoData.
    assert described == known - {None}


# --- pages ------------------------------------------------------------------------------------------


def links(text: str) -> Iterator[str]:
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:|#", link):
            yield link.partition("#")[0]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    assert [link for link in links(page(name)) if not (folder / link).exists()] == []


def test_the_architecture_names_every_room_and_module_that_exists() -> None:
    text = page("ARCHITECTURE.md")
    rooms = {path.parent.name for path in (ROOT / "edition").glob("*/__init__.py")}
    assert {room for room in rooms if f"edition/{room}/" not in text} == set()
    named = re.findall(r"`((?:edition|tests|styles|bench|docs)/[\w./-]+)`", text)
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_examples_of_contributing_are_cases_that_exist() -> None:
    cases = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/*.case"))
    blocks = [
        block.replace("\n   ", "\n")
        for block in re.findall(r"```\n   (--- .*?)\n   ```", page("CONTRIBUTING.md"), re.S)
    ]
    assert len(blocks) == 2
    assert [block for block in blocks if block not in cases] == []
    (told,) = re.findall(r"```toml\n(.*?)```", page("CONTRIBUTING.md"), re.S)
    settings = tomllib.loads(told)
    assert settings == tomllib.loads(page(f"tests/diagnostics/{settings['code']}/case.toml"))


def test_the_licence_is_the_one_that_is_named() -> None:
    assert page("LICENSE").lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")
    assert 'license = "AGPL-3.0-or-later"' in page("pyproject.toml")


def test_the_gallery_has_its_pictures() -> None:
    """Every picture that it shows is there, and every picture that is made is shown."""
    from bench.gallery import FOLDER, SHOTS

    shown = set(re.findall(r"pictures/gallery/([\w-]+)\.png", page("docs/gallery.md")))
    assert shown == {shot.name for shot in SHOTS}
    assert shown == {path.stem for path in FOLDER.glob("*.png")}
