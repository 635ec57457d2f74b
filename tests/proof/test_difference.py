"""Two builds compared: what is the same, what moved, where words have changed."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edition import tei
from edition.cli import app
from edition.diagnostics import Findings
from edition.glyphs import read
from edition.print import Layout, make
from edition.proof.alignment import changes
from edition.proof.difference import Difference, compare
from edition.render import render
from tests.print.conftest import text

WRITINGS = ("vertical", "horizontal")


def put_together(old: str, new: str) -> str:
    """The new text, of the old one and what is said to have changed."""
    found, came = [], 0
    for change in changes(old, new):
        found += [old[came : change.start], new[change.begin : change.stop]]
        came = change.end
    return "".join([*found, old[came:]])


@pytest.mark.parametrize("number", range(6))
def test_the_new_text_can_be_put_together(number: int) -> None:
    """Whatever was added, taken out and exchanged."""
    chance = random.Random(number)
    letters = "いろはにほへとちりぬるをわかよたれそ"
    old = "".join(chance.choices(letters, k=12000))
    new = old
    for _ in range(30):
        at = chance.randrange(len(new))
        new = (
            new[:at]
            + "".join(chance.choices(letters, k=chance.randrange(30)))
            + new[at + chance.randrange(40) :]
        )
    assert put_together(old, new) == new
    assert sum(one.end - one.start for one in changes(old, new)) < 2500


@pytest.mark.parametrize(
    ("old", "new"), [("", ""), ("", "新"), ("旧", ""), ("同じ", "同じ"), ("あ" * 9000, "い" * 9000)]
)
def test_the_ends(old: str, new: str) -> None:
    assert put_together(old, new) == new
    assert (changes(old, new) == []) == (old == new)


def built(writing: str, *replaced: tuple[str, str], **layout: object) -> bytes:
    findings = Findings()
    source = text(12)
    for old, new in replaced:
        assert old in source
        source = source.replace(old, new, 1)
    root = tei.parse(source.encode(), "text.xml", findings)
    rendering = render(root, findings, writing=writing)  # type: ignore[arg-type]
    return make(rendering, Layout(writing=writing, **layout), findings).data  # type: ignore[arg-type]


def compared(old: bytes, new: bytes) -> Difference:
    return compare(read(old, Findings()), read(new, Findings()))


@pytest.mark.parametrize("writing", WRITINGS)
def test_the_same_build_is_the_same(writing: str) -> None:
    found = compared(built(writing), built(writing))
    assert found.same
    assert found.lines() == [f"{found.old_pages} pages, all the same"]


@pytest.mark.parametrize("writing", WRITINGS)
def test_words_that_were_added(writing: str) -> None:
    """They are named on their page; what follows has moved, what stands before has not."""
    added = "ここに長い一文が加えられたので、後の行はみな送られることになるはずである。"
    marked = '<p xml:id="p6">これは'
    found = compared(built(writing), built(writing, (marked, marked + added)))
    (changed,) = [page for page in found.pages if page.state == "changed"]
    assert [(one.old, one.new) for one in changed.words] == [("", added)]
    assert all(page.state == "same" for page in found.pages[: changed.page - 1])
    assert any(page.arrived or page.moved for page in found.pages[changed.page - 1 :])
    assert any(added[:20] in line for line in found.lines())


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_note_that_was_changed(writing: str) -> None:
    found = compared(built(writing), built(writing, ("註の本文その7", "註の新しい本文その7")))
    words = [one for page in found.pages for one in page.words]
    assert [(one.old, one.new) for one in words] == [("", "新しい")]


@pytest.mark.parametrize("writing", WRITINGS)
def test_another_size_moves_and_changes_no_word(writing: str) -> None:
    found = compared(built(writing), built(writing, lines=12))
    assert len(found.pages) > found.old_pages
    assert not any(page.words for page in found.pages)
    assert any(page.shifted < 0 for page in found.pages)


def test_pages_that_are_those_before(tmp_path: Path) -> None:
    """A page more at the beginning: the others are named together."""
    old = built("horizontal")
    new = built(
        "horizontal",
        (
            '<div type="chapter" xml:id="c1">',
            '<div type="chapter"><p>前に来る。</p></div><div type="chapter" xml:id="c1">',
        ),
    )
    found = compared(old, new)
    assert found.pages[-1].whole == found.old_pages
    (line,) = [line for line in found.lines() if line.startswith("pages ")]
    assert f"{len(found.pages)}: were pages" in line


def test_the_command(tmp_path: Path) -> None:
    """A file and a build's folder; exit 0 where all is the same, 1 where not or where nothing can be read."""
    old, new = tmp_path / "old.pdf", tmp_path / "book" / "book.pdf"
    new.parent.mkdir()
    old.write_bytes(built("horizontal"))
    new.write_bytes(built("horizontal", ("註の本文その7", "註七")))
    run = CliRunner().invoke
    assert run(app, ["diff", str(old), str(old)]).exit_code == 0
    shown = run(app, ["diff", str(old), str(new.parent), "--json"])
    assert shown.exit_code == 1
    shape = json.loads(shown.stdout)
    assert not shape["same"]
    assert shape["old_pages"] == len(shape["pages"]) == shape["new_pages"]
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF")
    shown = run(app, ["diff", str(old), str(broken), "--json"])
    assert shown.exit_code == 1
    assert [one["code"] for one in json.loads(shown.stdout)["diagnostics"]] == ["PRF-001"]
    assert run(app, ["diff", str(old), str(tmp_path)]).exit_code == 2
