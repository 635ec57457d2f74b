"""Editions with parallel texts, from their folders to products."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from edition.diagnostics import Findings, Place
from edition.glyphs import read
from edition.project import config
from edition.project.build import Wishes, build
from edition.project.check import check
from edition.project.collate import collate

TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{language}">
  <teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>
    <publicationStmt><p>試験。</p></publicationStmt><sourceDesc><p>試験。</p></sourceDesc></fileDesc></teiHeader>
  <text><body><div type="chapter" xml:id="c1"><head xml:id="h1">{head}</head>{paragraphs}</div></body></text>
</TEI>
"""
WORDS = ["春の朝、活字を拾う。", "夏の昼、行に並べる。", "秋の暮れ、頁を組む。"]
OTHER = [
    "On a spring morning I pick type.",
    "At noon in summer I set it in lines.",
    "In autumn a page is made.",
]


def tei(words: list[str], language: str = "ja", title: str = "組版の四季", head: str = "季節") -> str:
    """A TEI file with a heading and these paragraphs."""
    paragraphs = "".join(f'<p xml:id="p{at}">{one}</p>' for at, one in enumerate(words, 1))
    return TEXT.format(language=language, title=title, head=head, paragraphs=paragraphs)


def edition(folder: Path, toml: str, **files: str) -> Path:
    """An edition's folder; a file's name has ``__`` for its dot."""
    folder.mkdir(parents=True)
    (folder / "edition.toml").write_text(toml, encoding="utf-8")
    (folder / "text.xml").write_text(tei(WORDS), encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def pages(out: Path, name: str) -> list[str]:
    """The characters of each page of a PDF, in the order of the file."""
    document = read((out / name / f"{name}.pdf").read_bytes(), Findings(), Place("pages"), None)
    return ["".join(glyph.text for glyph in page.glyphs) for page in document.pages]


def codes(folder: Path) -> list[str]:
    """What check finds."""
    return [one.code for one in check(folder).findings]


def test_a_translation_in_a_file(tmp_path: Path) -> None:
    toml = '[parallel]\nwith = "english.xml"\n'
    folder = edition(
        tmp_path / "seasons", toml, english__xml=tei(OTHER, "en", "Seasons of Type", "The Seasons")
    )
    assert codes(folder) == []
    report = build(folder, tmp_path / "out", Wishes(formats=("pdf", "epub", "html")))
    assert not list(report.findings)
    found = pages(tmp_path / "out", "seasons")
    main = next(at for at, text in enumerate(found) if "春の朝" in text)
    assert "springmorning" in found[main + 1]
    # Right-bound, and the main text has the right page: an even one.
    assert main % 2 == 1
    with zipfile.ZipFile(io.BytesIO((tmp_path / "out/seasons/seasons.epub").read_bytes())) as book:
        page = book.read("EPUB/beside-chapter-1.xhtml").decode()
        assert 'class="horizontal"' in page
        assert 'href="chapter-1.xhtml#p2"' in page
        assert 'href="beside-chapter-1.xhtml#beside-p2"' in book.read("EPUB/chapter-1.xhtml").decode()
    assert "spring morning" in (tmp_path / "out/seasons/seasons.html").read_text(encoding="utf-8")


def test_an_edition_inside_of_the_edition(tmp_path: Path) -> None:
    folder = edition(tmp_path / "seasons", '[parallel]\nwith = "english"\nlayout = "bands"\n')
    inner = edition(
        folder / "english",
        '[edition]\ntitle = "Seasons"\nlanguage = "en"\n[[people]]\nid = "ed1"\nname = "E."\n',
    )
    (inner / "text.xml").write_text(tei(OTHER, "en", "Seasons", "The Seasons"), encoding="utf-8")
    (inner / "layers").mkdir()
    layer = "by: ed1\nannotations:\n  - id: n1\n    on: {in: p1, quote: type}\n    kind: note\n    text: Of lead.\n"
    (inner / "layers/notes.yaml").write_text(layer, encoding="utf-8")
    assert not list(build(folder, tmp_path / "out", Wishes(formats=("pdf",))).findings)
    page = next(text for text in pages(tmp_path / "out", "seasons") if "春の朝" in text)
    # Both on one page, the other text with the note of its own layer.
    assert "springmorning" in page
    assert "Oflead." in page
    # Its list of emendations closes the book, with places that are true.
    emend = "  - id: e1\n    on: {in: p2, quote: noon}\n    kind: emend\n    text: midday\n"
    (inner / "layers/notes.yaml").write_text(layer + emend, encoding="utf-8")
    assert not list(build(folder, tmp_path / "out", Wishes(formats=("pdf",))).findings)
    found = pages(tmp_path / "out", "seasons")
    on = next(at for at, text in enumerate(found, 1) if "midday" in text)
    entry = next(text for text in found if "校訂一覧" in text and "底本" in text)
    assert f"{'〇一二三四五六七八九'[on]}頁" in entry or f"{on}頁" in entry
    # What is wrong in it is told with its folder.
    (inner / "layers/notes.yaml").write_text(layer.replace("quote: type", "quote: gold"), encoding="utf-8")
    (wrong,) = check(folder).findings
    assert wrong.where.file == "english/layers/notes.yaml"


@pytest.mark.parametrize("collated", [True, False])
def test_a_witness(tmp_path: Path, collated: bool) -> None:
    toml = (
        '[[people]]\nid = "ed1"\nrole = "editor"\nname = "E."\n'
        '[[witnesses]]\nsiglum = "甲"\nname = "甲本"\nfile = "other.txt"\n[parallel]\nwith = "甲"\n'
    )
    witness = "季節\n\n" + "\n\n".join(one.replace("活字", "字").replace("頁", "版") for one in WORDS) + "\n"
    folder = edition(tmp_path / "seasons", toml, other__txt=witness)
    if collated:
        assert not collate(folder).findings.errors
    report = build(folder, tmp_path / "out", Wishes(formats=("pdf",)))
    assert report.outputs, list(report.findings)
    found = pages(tmp_path / "out", "seasons")
    main = next(at for at, text in enumerate(found) if "春の朝、活字を拾う" in text)
    assert "春の朝、字を拾う" in found[main + 1]
    assert "版を組む" in found[main + 1]
    if collated:
        assert [one.code for one in report.findings] == []


@pytest.mark.parametrize(
    ("given", "code"),
    [("nowhere.xml", "CFG-008"), ("../outside.xml", "CFG-007"), ("layers", "CFG-001")],
)
def test_what_cannot_be_the_other_text_is_told(tmp_path: Path, given: str, code: str) -> None:
    folder = edition(tmp_path / "seasons", f'[parallel]\nwith = "{given}"\n')
    (folder / "layers").mkdir()
    assert codes(folder) == [code]


def test_every_key_has_its_default(tmp_path: Path) -> None:
    findings = Findings()
    found = config.read(b'[parallel]\nwith = "a.xml"\n', tmp_path, findings).parallel
    assert found is not None
    assert (found.layout, found.writing, found.by, found.share, found.align) == ("facing", "", "", 0.5, None)
    wrong = b'[parallel]\nwith = "a.xml"\nlayout = "below"\nshare = 2\nby = "word"\nalign = "yes"\nwhit = 1\n'
    config.read(wrong, tmp_path, findings)
    assert [one.code for one in findings] == ["CFG-004"] * 4 + ["CFG-003"]
    quiet = Findings()
    assert config.read(b"", tmp_path, quiet).parallel is None
    assert config.read(b'[parallel]\nwith = ""\n', tmp_path, quiet).parallel is None
    assert not list(quiet)
    assert config.read(b'[parallel]\nlayout = "bands"\n', tmp_path, quiet).parallel is None
    assert [one.code for one in quiet] == ["CFG-005"]
