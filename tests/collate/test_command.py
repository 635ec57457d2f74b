"""edition collate: from witnesses on disk to a layer that is checked, compiled, printed, and collated again."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

from edition.cli import app
from edition.diagnostics import Findings
from edition.project.check import check
from edition.project.collate import LAYER, collate
from edition.project.compile import compile_edition
from tests.collate import invented
from tests.collate.conftest import Make, from_layer, main_text, paragraphs

BODY = (
    '<p xml:id="p1">古い活字は箱の中で眠っている。<ruby><rb>植字</rb><rt>しょくじ</rt></ruby>の手は速い'
    '<ref type="noteref" target="#n1">（１）</ref><note type="author" place="foot" n="1" xml:id="n1">速さは人による。</note>。</p>'
    '<p xml:id="p2">棚の奥から国の名を記した<persName>田中一郎</persName>の名刺が出た。</p>'
)
TEI = "{http://www.tei-c.org/ns/1.0}"


def varied(*pairs: tuple[str, str]) -> str:
    """The body with other words."""
    body = BODY
    for old, new in pairs:
        assert old in body
        body = body.replace(old, new)
    return body


def entries(folder: Path) -> str:
    """The layer as text."""
    return (folder / LAYER).read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", [0, 1, 2, 100, 134, 136, 137])
def test_each_witness_comes_back_from_the_file(make: Make, seed: int) -> None:
    chance = random.Random(seed)
    base = invented.sentences(chance, 25)
    witnesses = [invented.witness(chance, base, 0.5, moves=2, gaps=1)[0] for _ in range(3)]
    folder = make(
        paragraphs(invented.text(base)), dict(zip("甲乙丙", map(paragraphs, witnesses), strict=True))
    )
    report = collate(folder, left_out=())
    assert [one.message for one in report.findings] == []
    for siglum in "甲乙丙":
        assert from_layer(folder, siglum) == main_text(folder / "witnesses" / f"{siglum}.xml")
    assert [one.message for one in check(folder).findings] == []
    # Another run has nothing to say.
    again = collate(folder, left_out=())
    assert (again.changes, again.wrote) == ([], False)


def test_what_stands_in_the_document(make: Make) -> None:
    folder = make(
        BODY,
        {
            "甲": varied(("眠って", "眠つて"), ("しょくじ", "ちょくじ"), ("植字", "活字"), ("国", "國")),
            "乙": varied(("速さは", "巧拙は"), ("一郎", "次郎"), ("箱の中で", ""), ("古い", "旧い")),
        },
    )
    collate(folder)
    findings = Findings()
    root = compile_edition(folder, findings).root
    assert not findings.errors
    found = [
        (
            "".join(_words(app.find(f"{TEI}lem"))),
            [(one.get("wit"), one.get("type"), one.text) for one in app.findall(f"{TEI}rdg")],
        )
        for app in root.iter(f"{TEI}app")
    ]
    assert found == [
        ("古", [("#wit-乙", "words", "旧")]),
        ("箱の中で", [("#wit-乙", "words", None)]),
        ("眠っている", [("#wit-甲", "kana", "眠つている")]),
        ("植字", [("#wit-甲", "words", "活字")]),
        ("速さ", [("#wit-乙", "words", "巧拙")]),
        ("国", [("#wit-甲", "kanji", "國")]),
        ("田中一郎", [("#wit-乙", "words", "田中次郎")]),
    ]


def _words(element: object) -> list[str]:
    """The words of a lemma without ruby's readings."""
    assert isinstance(element, etree._Element)
    return [str(one) for one in element.xpath(".//text()[not(ancestor::*[local-name()='rt'])]")]


def test_a_gap_over_paragraphs_is_one_entry(make: Make, tei_all: etree.RelaxNG) -> None:
    lines = invented.text(invented.sentences(random.Random(5), 8, most=4)).split("\n")
    folder = make(paragraphs("\n".join(lines)), {"甲": paragraphs("\n".join(lines[:2] + lines[6:]))})
    report = collate(folder)
    assert report.witnesses["甲"]["variants"] == {"lacuna": 1}
    findings = Findings()
    root = compile_edition(folder, findings).root
    assert not findings.errors
    assert tei_all.validate(root), tei_all.error_log
    (app,) = root.iter(f"{TEI}app")
    assert app.find(f"{TEI}rdg/{TEI}gap").get("reason") == "lacuna"
    (end,) = [one for one in root.iter(f"{TEI}seg") if one.get("type") == "lemma-end"]
    assert app.get("to") == "#" + end.get("{http://www.w3.org/XML/1998/namespace}id")
    assert app.getparent().get("{http://www.w3.org/XML/1998/namespace}id") == "p3"
    assert end.getparent().get("{http://www.w3.org/XML/1998/namespace}id") == "p6"


def test_decisions_stay(make: Make) -> None:
    witness = varied(("眠って", "眠つて"), ("国", "國"), ("一郎", "次郎"), ("速さは", "巧拙は"))
    folder = make(BODY, {"甲": witness})
    collate(folder)
    before = entries(folder)
    lemmas = [line for line in before.splitlines() if "quote:" in line]
    assert len(lemmas) == 4
    # An editor leaves one out, comments one, rewrites one, and deletes one.
    parts = before.split("  - id: ")
    kana, kanji, name, note = _sorted(parts[1:])
    decided = [
        kana.rstrip("\n") + "\n    ignore: true\n",
        kanji.replace("text: 國", "text: 圀   # 写真で見た"),
        re.sub("on: .*", "on: {in: p2, quote: 田中一郎の名刺}", name).replace(
            "text: 田中次郎", "text: 田中次郎の名紙"
        ),
    ]
    (folder / LAYER).write_text("  - id: ".join([parts[0], *decided]), encoding="utf-8")
    mine = entries(folder)
    report = collate(folder)
    assert [(one["kind"], one["after"]) for one in report.changes] == [("added", "速さ］甲 巧拙")]
    assert report.decided == 3
    assert all(part in entries(folder) for part in decided)
    assert entries(folder).replace("  - id: " + note, "") == mine
    # Another witness joins what is the program's, and not what is the editor's.
    (folder / "witnesses/乙.xml").write_text(
        (folder / "witnesses/甲.xml").read_text("utf-8"), encoding="utf-8"
    )
    with (folder / "edition.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[witnesses]]\nsiglum = "乙"\nfile = "witnesses/乙.xml"\n')
    report = collate(folder)
    assert [(one["kind"], one["after"]) for one in report.changes] == [("changed", "速さ］甲 乙 巧拙")]
    assert all(part in entries(folder) for part in decided)
    assert [one.code for one in check(folder).findings] == []
    # What is corrected in the witness goes, and the editor is told of their own.
    for siglum in "甲乙":
        (folder / f"witnesses/{siglum}.xml").write_text(
            (folder / "text.xml").read_text("utf-8"), encoding="utf-8"
        )
    report = collate(folder)
    assert [one["kind"] for one in report.changes] == ["removed"]
    assert [one.code for one in report.findings] == ["COL-007"] * 3
    assert all(part in entries(folder) for part in decided)


def _sorted(parts: list[str]) -> list[str]:
    return [next(part for part in parts if word in part) for word in ("眠", "國", "田中", "巧拙")]


def test_dry_run_writes_nothing(make: Make) -> None:
    folder = make(BODY, {"甲": varied(("国", "國"))})
    done = CliRunner().invoke(app, ["collate", str(folder), "--dry-run"], catch_exceptions=False)
    assert done.exit_code == 0
    assert "国］甲 國" in done.output
    assert not (folder / LAYER).exists()


def test_json_counts_by_class(make: Make) -> None:
    folder = make(BODY, {"甲": varied(("国", "國"), ("一郎", "次郎"))})
    done = CliRunner().invoke(app, ["collate", str(folder), "--json"], catch_exceptions=False)
    shape = json.loads(done.stdout)
    assert shape["collation"]["witnesses"]["甲"]["variants"] == {"kanji": 1, "words": 1}
    assert [one["kind"] for one in shape["changes"]] == ["added", "added"]
    left = CliRunner().invoke(
        app, ["collate", str(folder), "--leave-out", "kanji", "--json"], catch_exceptions=False
    )
    assert [one["kind"] for one in json.loads(left.stdout)["changes"]] == ["removed"]
    wrong = CliRunner().invoke(app, ["collate", str(folder), "--leave-out", "kanzi"])
    assert wrong.exit_code == 2


def test_what_other_layers_say_is_not_said_again_and_not_cut(make: Make) -> None:
    folder = make(BODY, {"甲": varied(("国", "國"), ("箱の中", "棚の中"), ("一郎", "次郎"))})
    (folder / "layers").mkdir()
    (folder / "layers/ed1.yaml").write_text(
        "by: ed1\nannotations:\n"
        "  - {on: {in: p2, quote: 国}, kind: variant, wit: 甲, text: 國}\n"
        "  - {on: {in: p1, quote: 箱の中で眠}, kind: emend, text: 函の中で眠}\n",
        encoding="utf-8",
    )
    collate(folder)
    assert "國" not in entries(folder)
    assert "quote: 箱の中で眠" in entries(folder)
    # Only that the lemma is emended, which may be meant.
    assert [one.code for one in check(folder).findings] == ["LAY-020"]


def test_plain_text_is_a_witness(make: Make) -> None:
    folder = make(paragraphs("活字の箱\n古い活字は箱の中で眠っている。\n手は速い。"), {})
    with (folder / "edition.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[witnesses]]\nsiglum = "甲"\nfile = "witnesses/a.txt"\n')
    (folder / "witnesses/a.txt").write_text(
        "活字の箱\n\n　舊い活字は箱の中で眠つてゐる。\n\n　手は速い。\n", encoding="utf-8"
    )
    report = collate(folder)
    assert [one["after"] for one in report.changes] == ["古］甲 舊", "眠っている］甲 眠つてゐる"]
