"""Guessed readings as a layer: marked, repeatable, beside what has a reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edition.cli import app
from edition.diagnostics import Findings
from edition.layers import load

TEXT = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>活字</title></titleStmt>'
    "<publicationStmt><p>試験。</p></publicationStmt><sourceDesc><p>試験。</p></sourceDesc></fileDesc></teiHeader>"
    '<text><body><div type="chapter"><head>題</head><p xml:id="p1">鋳物の活字を拾う。<ruby><rb>植字</rb><rt>しょくじ'
    '</rt></ruby>の台。</p><p xml:id="p2">鋳物の箱を運び出す。一九六二年の空。</p></div></body></text></TEI>'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition of two paragraphs, one word of which has a reading."""
    people = '[[people]]\nid = "ed1"\nname = "編者"\n'
    (tmp_path / "edition.toml").write_text(f'[edition]\ntitle = "活字"\n{people}', encoding="utf-8")
    (tmp_path / "text.xml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def guessed(folder: Path, *options: str) -> list[tuple[str, str, str]]:
    """What the command wrote: block, words, reading."""
    result = CliRunner().invoke(app, ["layer", "readings", str(folder), "--json", *options])
    assert result.exit_code == 0, result.output
    return [(one["in"], one["quote"], one["text"]) for one in json.loads(result.stdout)["result"]]


def test_words_without_a_reading_get_one(folder: Path) -> None:
    """By the kanji that somebody knows; no number, nothing that has a reading; okurigana stay outside."""
    assert guessed(folder, "--beyond", "3") == [
        ("p1", "鋳物", "いもの"),
        ("p2", "鋳物", "いもの"),
    ]
    layer = load((folder / "layers/readings.yaml").read_bytes(), "layers/readings.yaml", Findings())
    assert {one.given["cert"] for one in layer.annotations} == {"low"}
    assert layer.by == "ed1"


def test_it_can_be_repeated(folder: Path) -> None:
    """What was written stays byte for byte, also what the editor made of it; only what is missing comes."""
    assert guessed(folder, "--beyond", "3", "--first") == [("p1", "鋳物", "いもの")]
    file = folder / "layers/readings.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("cert: low", "cert: high"), encoding="utf-8")
    before = file.read_bytes()
    assert guessed(folder, "--beyond", "3", "--first") == []
    assert file.read_bytes() == before
    more = guessed(folder)
    assert ("p2", "運", "はこ") in more
    assert ("p1", "植字", "しょくじ") not in more
    assert not any("六" in words for _, words, _ in more)
    assert file.read_bytes().startswith(before)
    checked = CliRunner().invoke(app, ["check", str(folder), "--json"])
    (finding,) = json.loads(checked.stdout)["diagnostics"]
    assert (finding["code"], finding["message"].split()[0]) == ("LAY-037", str(len(more)))


def test_a_level_that_is_none_is_misuse(folder: Path) -> None:
    assert CliRunner().invoke(app, ["layer", "readings", str(folder), "--beyond", "9"]).exit_code == 2
