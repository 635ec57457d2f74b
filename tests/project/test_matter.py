"""[matter], [press] and the keys of pages: what they say comes to the products."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from edition.diagnostics import Findings
from edition.print.layout import Paging, Press
from edition.project import config
from edition.project.build import Wishes, build
from edition.project.config.model import Edition
from tests.conftest import ROOT, TEXT, TOML

MATTER = """
[matter]
half-title = true
dedication = "刷る人に"
index = ["persons"]
[matter.readings]
"植字工" = "しょくじこう"
[matter.imprint]
"印刷" = "試験印刷所"
"""


def read(toml: str) -> tuple[Edition, list[tuple[str, int]]]:
    """The edition, and (code, line) of what is wrong."""
    findings = Findings()
    edition = config.read(toml.encode(), Path("slug"), findings)
    return edition, [(one.code, one.where.line) for one in findings]


def test_every_part_is_in_the_e_book(tmp_path: Path) -> None:
    """The index is linked and has no pages; half-title and contents are for paper."""
    folder = tmp_path / "matter"
    folder.mkdir()
    (folder / "edition.toml").write_text(TOML + MATTER, encoding="utf-8")
    text = TEXT.replace("活字は箱に並ぶ。", '<persName xml:id="who">植字工</persName>は箱を置く。')
    (folder / "text.xml").write_text(text, encoding="utf-8")
    report = build(folder, tmp_path / "out", Wishes(formats=("epub", "pdf")))
    assert report.good, list(report.diagnostics)
    with zipfile.ZipFile(tmp_path / "out" / "matter" / "matter.epub") as book:
        pages = {
            Path(name).name: book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")
        }
    assert "しょくじこう" not in pages["index.xhtml"]
    assert 'href="chapter-1.xhtml#who"' in pages["index.xhtml"]
    assert "刷る人に" in pages["dedication.xhtml"]
    assert "試験印刷所" in pages["colophon.xhtml"]
    assert "halftitle.xhtml" not in pages
    assert "contents.xhtml" not in pages
    assert "索引" in pages["nav.xhtml"]


def test_the_keys_of_pages() -> None:
    edition, found = read(
        '[layout]\ngutter = "22mm"\nhead-margin = 2\nopening = "recto"\nfolios = "kanji"\nfront-folios = "roman"\n'
        'opening-folios = true\nrunning-heads = "book"\n[press]\nbleed = "3mm"\nmarks = "double"\n'
    )
    assert found == []
    assert edition.layout.paging == Paging(22.0, 2.0, "recto", "kanji", "roman", True, ("book", "book"))
    assert edition.layout.press == Press(3.0, "double")


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ('[layout]\ngutter = "wide"', "CFG-004"),
        ("[layout]\ngutter = 500", "CFG-004"),
        ("[layout]\ngutter = true", "CFG-004"),
        ('[layout]\nopening = "left"', "CFG-004"),
        ('[layout]\nrunning-heads = "title"', "CFG-004"),
        ('[layout]\nrunning-heads = {left = "books"}', "CFG-004"),
        ('[layout]\nrunning-heads = {up = "book"}', "CFG-003"),
        ("[press]\nbleed = 12", "CFG-004"),
        ('[press]\nprofile = "none.icc"', "CFG-008"),
        ('[press]\nprofile = "../default_cmyk.icc"', "CFG-008"),
        ('[matter]\nindex = ["people"]', "CFG-004"),
        ('[matter]\ncontents = "sometimes"', "CFG-004"),
        ("[matter]\nhalf-title = 1", "CFG-004"),
    ],
)
def test_what_is_wrong(toml: str, code: str) -> None:
    assert read(toml)[1] == [(code, 2)]


def test_a_profile_of_the_system_by_its_name() -> None:
    if not Path("/usr/share/color/icc/ghostscript/default_cmyk.icc").exists():
        pytest.skip("needs a CMYK profile (libgs-common)")
    edition, found = read('[press]\nprofile = "default_cmyk.icc"\ncondition = "CGATS TR 001"')
    assert found == []
    assert (edition.profile.file, edition.profile.condition) == ("default_cmyk.icc", "CGATS TR 001")


def test_a_theme_and_a_draft_from_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "edition.toml").write_text(TOML, encoding="utf-8")
    (folder / "text.xml").write_text(TEXT, encoding="utf-8")
    shutil.copytree(ROOT / "styles" / "themes" / "bunko", folder / "look")
    report = build(folder, tmp_path / "out", Wishes(formats=("pdf",), theme="look", draft=True))
    assert report.good
    assert [made.path for made in report.outputs] == ["book-draft.pdf"]
