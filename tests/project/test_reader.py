"""A volume of other editions: compiled, rendered, and its rights asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edition.cli import app
from edition.diagnostics import Findings
from edition.glyphs import read as read_pdf
from edition.project import config
from edition.project.build import Wishes, build
from edition.project.compile import compile_with, permissions
from edition.project.config.model import Edition
from edition.project.rendering import rendering
from edition.reader.model import Selection, Stretch
from edition.render.xhtml import h, plain
from edition.tei import XML_ID, serialize, t, validate

HEAD = """
[edition]
title = "読本"
identifier = "urn:uuid:7f0d6a8a-5a51-4bb0-8d1e-6f6f4c2f9a10"
date = 2026-04-01
kind = "reader"
[[people]]
id = "ed1"
role = "editor"
name = "教師"
"""
FIRST = """
[[texts]]
edition = "../first"
unit = "第一週"
headnote = "**読む前に**考える。"
source = "『活版』一―二頁"
rights = "著作権消滅"
"""
SECOND = """
[[texts]]
edition = "../second"
unit = "第二週"
rights = "許諾済"
writing = "horizontal"
"""


def text(title: str, body: str) -> str:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        f"<title>{title}</title></titleStmt><publicationStmt><p>試験。</p></publicationStmt>"
        f"<sourceDesc><p>試験。</p></sourceDesc></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"
    )


ESSAY = (
    '<div type="chapter" xml:id="c1"><head xml:id="h1"><pb n="1"/>活字の箱</head>'
    '<p xml:id="p1">箱は棚に並ぶ<ref type="noteref" target="#n1">（1）</ref><note type="author" place="foot" n="1"'
    ' xml:id="n1">棚は高い。</note>。1962年。</p><p xml:id="p2">棚は<pb n="2"/>壁に並ぶ。</p></div>'
)
BOOK = (
    '<div type="chapter" xml:id="c1"><head>第一章</head><p xml:id="p1">版を組む。</p></div>'
    '<div type="chapter" xml:id="c2"><head>第二章</head><p xml:id="p2">版を<ref target="#p1">前章</ref>から刷る。'
    '<figure><graphic url="images/press.svg"/><figDesc>印刷機</figDesc></figure></p></div>'
)
LAYER = """by: ed1
annotations:
  - id: why
    on: {quote: 箱は棚に}
    kind: note
    series: editor
    text: なぜか。
  - id: fix
    on: {quote: 壁に}
    kind: emend
    text: 壁際に
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two editions in it, and an empty one for a reader."""
    for name, title, body in (("first", "活字の箱", ESSAY), ("second", "版の本", BOOK)):
        home = tmp_path / name
        home.mkdir()
        people = '[[people]]\nid = "ed1"\nrole = "editor"\nname = "校訂者"\n'
        (home / "edition.toml").write_text(
            f'[edition]\ntitle = "{title}"\ncreator = "著者"\n{people}', encoding="utf-8"
        )
        (home / "text.xml").write_text(text(title, body), encoding="utf-8")
    (tmp_path / "first/layers").mkdir()
    (tmp_path / "first/layers/ed1.yaml").write_text(LAYER, encoding="utf-8")
    (tmp_path / "second/images").mkdir()
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    (tmp_path / "second/images/press.svg").write_text(picture, encoding="utf-8")
    (tmp_path / "term").mkdir()
    return tmp_path / "term"


def write(folder: Path, config_: str, layer: str = "") -> Edition:
    """The reader's files; its edition.toml read, without a finding."""
    (folder / "edition.toml").write_text(HEAD + config_, encoding="utf-8")
    if layer:
        (folder / "layers").mkdir(exist_ok=True)
        (folder / "layers/teacher.yaml").write_text(layer, encoding="utf-8")
    findings = Findings()
    edition = config.load(folder, findings)
    assert not list(findings), list(findings)
    return edition


def test_a_selection_is_a_heading_a_list_words_or_pages(folder: Path) -> None:
    """As edition.toml has it."""
    for written, stretches in {
        '"第一章"': [Stretch("section", "第一章", "第一章")],
        '["c1", "c3"]': [Stretch("section", "c1", "c1"), Stretch("section", "c3", "c3")],
        '{from = "箱は", to = "棚に"}': [Stretch("quotation", "箱は", "棚に")],
        '[{from = "箱は"}, {pages = "12–18"}]': [Stretch("quotation", "箱は"), Stretch("pages", "12", "18")],
    }.items():
        edition = write(folder, FIRST + f"select = {written}\n")
        assert edition.texts[0].select == Selection(tuple(stretches))


def test_texts_are_bound_into_one_document_of_the_profile(folder: Path) -> None:
    """Ids begin with the text's name, and what points to them too; each has its own header, layers are laid over."""
    findings = Findings()
    compiled = compile_with(write(folder, FIRST + SECOND), findings)
    assert not list(findings), list(findings)
    root = compiled.root
    assert root.tag == t("teiCorpus")
    assert [tei.get("n") for tei in root.findall(t("TEI"))] == ["first", "second"]
    ids = [element.get(XML_ID) for element in root.iterfind(f".//{t('body')}/{t('div')}/{t('p')}")]
    assert ids == ["first.p1", "first.p2", "second.p1", "second.p2"]
    assert [ref.get("target") for ref in root.iter(t("ref"))] == ["#first.n1", "#second.p1"]
    assert next(root.iter(t("corr"))).text == "壁際に"
    assert [graphic.get("url") for graphic in root.iter(t("graphic"))] == ["second/images/press.svg"]
    again = Findings()
    validate(root, "", again, compiled=True)
    assert not list(again)
    assert serialize(root).startswith(b"<?xml")


@pytest.mark.parametrize(("level", "notes"), [("all", ["棚は高い。", "なぜか。"]), ("none", ["棚は高い。"])])
def test_a_level_leaves_out_commentary_and_nothing_of_the_text(
    folder: Path, level: str, notes: list[str]
) -> None:
    """The source's own note and the emendation are there in any case."""
    compiled = compile_with(write(folder, FIRST + f'notes = "{level}"\n'), findings := Findings())
    assert not list(findings)
    found = {"".join(note.itertext()) for note in compiled.root.iter(t("note"))}
    assert found == set(notes)
    assert next(compiled.root.iter(t("corr"))).text == "壁際に"


def test_the_readers_own_layers_lie_over_all_texts(folder: Path) -> None:
    layer = (
        "by: ed1\nannotations:\n  - id: q1\n    on: {in: second.p1, quote: 版を}\n    kind: note\n"
        "    series: question\n    text: 版とは何か。[@first.p1]\n"
    )
    compiled = compile_with(write(folder, FIRST + SECOND, layer), findings := Findings())
    assert not list(findings), list(findings)
    (asked,) = [note for note in compiled.root.iter(t("note")) if note.get("type") == "question"]
    assert asked.getparent().get(XML_ID) == "second.p1"  # type: ignore[union-attr]


def test_the_volume_as_documents(folder: Path) -> None:
    """An essay stands under its title, a book's chapters after it; contents go by units; directions are the texts'."""
    compiled = compile_with(write(folder, FIRST + SECOND), findings := Findings())
    made = rendering(compiled, findings)
    assert not list(findings), list(findings)
    assert [(one.name, one.type, one.writing, one.book) for one in made.documents] == [
        ("titlepage", "titlepage", None, ""),
        ("first", "chapter", "vertical", "活字の箱"),
        ("first-emendations", "emendations", "vertical", "活字の箱"),
        ("second", "part", "horizontal", "版の本"),
        ("second-chapter-1", "chapter", "horizontal", "版の本"),
        ("second-chapter-2", "chapter", "horizontal", "版の本"),
        ("permissions", "permissions", None, ""),
        ("colophon", "colophon", None, ""),
    ]
    essay = made.documents[1].section
    # The heading that says the title again is the title.
    assert [plain(one) for one in essay.iter(h("h1"), h("h2"))] == ["活字の箱"]
    said = [plain(one) for one in essay.iter(h("p"))]
    assert said[:5] == ["第一週", "著者　著", "校訂者　編", "読む前に考える。", "『活版』一―二頁"]
    assert said[5].startswith("箱は棚に並ぶ")
    assert [(unit.title, [one.title for one in unit.children]) for unit in made.toc[:2]] == [
        ("第一週", ["活字の箱"]),
        ("第二週", ["版の本"]),
    ]
    assert [one.title for one in made.toc[1].children[0].children] == ["第一章", "第二章"]
    assert [page.label for page in made.pages] == ["活字の箱 1", "活字の箱 2"]
    ids = {one.get("id") for document in made.documents for one in document.section.iter()}
    assert {page.href[1:] for page in made.pages} <= ids
    assert made.images == ["second/images/press.svg"]
    permissions_ = [plain(one) for one in made.documents[-2].section.iter(h("p"))]
    assert permissions_ == ["著者「活字の箱」　『活版』一―二頁　著作権消滅", "著者「版の本」　許諾済"]
    ids = [one.get("id") for document in made.documents for one in document.section.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_findings_of_a_text_name_its_files(folder: Path) -> None:
    (folder.parent / "second/text.xml").write_text(text("版", '<p rend="1" foo="2">版</p>'), encoding="utf-8")
    findings = Findings()
    report = build(folder, folder.parent / "out", Wishes(formats=("tei",)))
    write(folder, FIRST + SECOND)
    report = build(folder, folder.parent / "out", Wishes(formats=("tei",)))
    assert not report.good
    assert {one.where.file for one in report.findings.errors} == {"../second/text.xml"}
    assert not list(findings)


def test_the_table_of_rights(folder: Path) -> None:
    """How much of each text is taken, in characters, and the text whose terms are missing beside the others."""
    write(
        folder,
        FIRST + 'select = {pages = "2"}\n' + SECOND.replace('rights = "許諾済"', "rights-until = 2030-01-01"),
    )
    findings = Findings()
    found = permissions(folder, findings)
    assert [one.code for one in findings] == ["RDR-001"]
    assert [(one.name, one.characters, one.omitted) for one in found] == [
        ("first", 10, 15),
        ("second", 23, 0),
    ]
    result = CliRunner().invoke(app, ["rights", str(folder), "--json"])
    assert result.exit_code == 1
    shape = json.loads(result.stdout)
    assert shape["result"][1]["until"] == "2030-01-01"
    plain_ = CliRunner().invoke(app, ["rights", str(folder)])
    assert plain_.stdout.splitlines()[0].split("\t")[:3] == ["first", "著者", "活字の箱"]


def test_a_new_reader_is_complete_and_every_key_is_explained(tmp_path: Path) -> None:
    """It has a first text, nothing in it is doubtful, and it is a volume as it stands."""
    folder = tmp_path / "term"
    result = CliRunner().invoke(app, ["new", "--kind", "reader", str(folder)])
    assert result.exit_code == 0, result.output
    report = build(folder, tmp_path / "out", Wishes(formats=("tei", "html")))
    assert not list(report.findings), list(report.findings)
    written = (folder / "edition.toml").read_text(encoding="utf-8")
    for key in (
        "edition",
        "id",
        "unit",
        "select",
        "headnote",
        "source",
        "rights",
        "rights-until",
        "writing",
        "notes",
    ):
        assert re.search(rf"^(# )?{key} = ", written, re.MULTILINE), key
    assert CliRunner().invoke(app, ["new", "--kind", "book", str(tmp_path / "other")]).exit_code == 2


def test_a_volume_in_pieces_has_all_its_pages(folder: Path) -> None:
    """A PDF for what stands before, for each unit, and for what stands after; each is imposed as the whole is."""
    write(
        folder,
        FIRST + SECOND + '[outputs]\nformats = ["pdf"]\nsplit = "unit"\n[imposition]\nscheme = "booklet"\n',
    )
    report = build(folder, folder.parent / "out")
    assert not list(report.findings), list(report.findings)
    made = {output.path: output.pages for output in report.outputs}
    assert [name for name in made if "booklet" not in name] == [
        "term.pdf",
        *(f"term-{n}.pdf" for n in range(1, 5)),
    ]
    pieces = [made[f"term-{number}.pdf"] for number in range(1, 5)]
    # Each begins on an odd page: with a white one before it where the volume has it on an even one.
    white = 0
    for number in range(len(pieces)):
        begin = sum(pieces[:number]) - white
        white += begin % 2
    assert made["term.pdf"] == sum(pieces) - white
    assert {"term-booklet.pdf", "term-3-booklet.pdf", "term-3-booklet-check.pdf"} <= made.keys()

    def said(name: str) -> str:
        document = read_pdf((folder.parent / "out/term" / name).read_bytes(), Findings())
        return "".join(glyph.text for page in document.pages for glyph in page.glyphs)

    assert sorted(said("term.pdf")) == sorted("".join(said(f"term-{number}.pdf") for number in range(1, 5)))
    assert "棚は壁際に並ぶ" in said("term-2.pdf")
    assert "棚は壁際に並ぶ" not in said("term-3.pdf")
