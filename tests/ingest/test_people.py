"""Who had a part in a text reaches its header and edition.toml, whatever it was ingested from."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from edition.diagnostics import Findings
from edition.ingest import credits, printed
from edition.project.ingest import ingest_files
from edition.tei import words
from tests.ingest.docx.make import docx, p, style

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>箱</title>'
    '<author>甲野一</author><author>丙山三</author><editor role="translator">乙川二</editor></titleStmt>'
    "<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>y</p></sourceDesc></fileDesc></teiHeader>"
    "<text><body><p>活字は箱に並ぶ。</p></body></text></TEI>"
)
MARKDOWN = "---\ntitle: 箱\nauthor: [甲野一, 丙山三]\ntranslator: 乙川二\n---\n\n活字は箱に並ぶ。\n"
AOZORA = "箱\n甲野一\n丙山三編\n乙川二訳\n\n　活字《かつじ》は箱に並ぶ。\n\n底本：「箱」\n入力：丁田四\n"
#: A paragraph as it is printed: four lines, the last not full.
PARAGRAPH = (
    "　活字は箱に並ぶ。植字工は一つずつ拾って組んで行く\nのであるが、箱の中の並びは店ごとに違っていて、手が\n"
    "覚えるまでには時がかかる。覚えた手は見ずに拾い、目\nは原稿から離れない。\n"
)
PRINTED = f"箱\n\n甲野一 著　乙川二 訳\n\n第一章　活字\n\n{PARAGRAPH * 3}"


def _word() -> bytes:
    styles = style("T", "Title") + style("A", "Author")
    text = p("箱", "T") + p("甲野一 著", "A") + p("乙川二 訳", "A") + p("活字は箱に並ぶ。")
    return docx(text, styles=styles)


@pytest.mark.parametrize(
    ("name", "data", "others"),
    [
        ("a.xml", TEI.encode(), [("author", "丙山三"), ("translator", "乙川二")]),
        ("a.md", MARKDOWN.encode(), [("author", "丙山三"), ("translator", "乙川二")]),
        (
            "a.txt",
            AOZORA.encode(),
            [("editor", "丙山三"), ("translator", "乙川二"), ("transcriber", "丁田四")],
        ),
        ("b.txt", PRINTED.encode(), [("translator", "乙川二")]),
        ("a.docx", _word(), [("translator", "乙川二")]),
    ],
)
def test_people_reach_edition_toml(
    tmp_path: Path, name: str, data: bytes, others: list[tuple[str, str]]
) -> None:
    source, folder = tmp_path / name, tmp_path / "out"
    source.write_bytes(data)
    report = ingest_files([source], folder)
    assert report.good, list(report.findings)
    written = tomllib.loads((folder / "edition.toml").read_text(encoding="utf-8"))
    assert written["edition"]["creator"] == "甲野一"
    people = written["people"]
    assert [(one["role"], one["name"]) for one in people] == others
    assert len({one["id"] for one in people}) == len(people)
    header = (folder / "text.xml").read_text(encoding="utf-8").partition("</teiHeader>")[0]
    assert all(person in header for _, person in others)


@pytest.mark.parametrize(
    ("line", "author", "others"),
    [
        ("甲野一", "甲野一", []),
        ("甲野　一　著　乙川　二　訳", "甲野　一", [("translator", "乙川　二")]),
        ("ジョン・スミス著、乙川二訳", "ジョン・スミス", [("translator", "乙川二")]),
        ("編＝丙山三", "", [("editor", "丙山三")]),
        ("訳者：甲野一、乙川二", "", [("translator", "甲野一"), ("translator", "乙川二")]),
        ("丙山大作", "丙山大作", []),
        ("丙山大作　画", "", [("illustrator", "丙山大作")]),
        ("編訳　乙川二", "", [("translator", "乙川二")]),
        ("A. Smith; B. Jones", "A. Smith", [("author", "B. Jones")]),
        ("", "", []),
    ],
)
def test_a_line_that_names_people(line: str, author: str, others: list[tuple[str, str]]) -> None:
    assert credits.divided(line) == (author, others)


def test_a_heading_below_which_nothing_stands_makes_no_empty_division() -> None:
    text = PARAGRAPH * 3
    source = f"本の話\n\n第一章　活字\n\n{text}\n第二章　箱\n\n第三章　棚\n\n{text}\n第四章　机\n"
    root = printed.pages_of(source, "x.txt", Findings()).text
    heads = [words(one) for one in root.iter("{*}head")]
    assert heads == ["本の話", "第一章　活字", "第三章　棚"]
    paragraphs = [words(one) for one in root.iter("{*}p")]
    assert [one for one in paragraphs if "。" not in one] == ["第二章　箱", "第四章　机"]
