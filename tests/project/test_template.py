"""The edition.toml that is written is one that is read, and says every key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.diagnostics import Findings
from edition.print.layout import Layout
from edition.project import config, template


def written(**values: object) -> str:
    given = {
        "title": "題",
        "date": "2026-04-01",
        "identifier": "urn:uuid:1",
        "writing": "horizontal",
    } | values
    return template.edition_toml(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "title", ["題", 'a "b" \\ c', "two\nlines", "\x7f[x]", "{title} {0}", "# not a comment", "😀"]
)
def test_any_title_comes_back(title: str) -> None:
    findings = Findings()
    edition = config.read(written(title=title).encode(), Path("slug"), findings)
    assert list(findings) == []
    assert edition.title == title
    assert edition.layout == Layout(writing="horizontal")


def test_a_person_is_there_when_asked_for() -> None:
    edition = config.read(written(person=("ed1", "花子")).encode(), Path("slug"), Findings())
    assert [(one.id, one.name) for one in edition.people] == [("ed1", "花子")]
    assert config.read(written().encode(), Path("slug"), Findings()).people == ()


def test_what_is_commented_out_is_the_default() -> None:
    text = re.sub(r"^# (?=[a-z-]+ = |\[\[)", "", written(), flags=re.MULTILINE)
    text = text.replace('file = "witnesses/first-edition.txt"', 'file = ""')
    findings = Findings()
    edition = config.read(text.encode(), Path("slug"), findings)
    assert list(findings) == []
    assert edition.layout == Layout(
        writing="horizontal", notes={"author": "foot", "translator": "foot", "editor": "foot"}
    )
    assert (edition.formats, edition.variant, edition.kind) == (config.DEFAULT_FORMATS, None, "text")


def test_every_key_is_explained() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(config.__file__).parent.glob("*.py"))
    asked = set(re.findall(r'\.(?:text|one_of|number|whole|truth|take)\("([a-z-]+)"', source))
    # Keys of [[texts]] belong to readers, which have a form of their own; those of tables in one line are in their example.
    asked -= {"edition", "select", "headnote", "source", "unit", "notes"}
    asked -= {"after", "columns", "mark", "numbering", "place", "spread", "side", "every"}
    assert {key for key in asked if not re.search(rf"^(# )?{key} = ", written(), re.MULTILINE)} == set()
