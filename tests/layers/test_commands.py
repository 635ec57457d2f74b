"""``edition layer``: what the commands say, and what they leave in the files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from edition.cli import app

BODY = (
    '<div type="chapter" xml:id="c1"><head xml:id="h1">活版の町</head>'
    '<p xml:id="p1">長い冬の終わりに、活版の町を訪ねた。狭い通りの奥で、老いた植字工が箱の前に立っていた。</p>'
    '<p xml:id="p2">活字は冷たく、指は速い。学校で習ったのではないと彼は笑った。</p></div>'
)
LAYER = """\
# 編者の層。
by: ed1
annotations:
  # 動いた。
  - id: worker
    on: {in: p2, quote: 植字工, prefix: 老いた}   # 誰か
    kind: note
    text: 注。[@school]

  - id: school
    on: 学校
    kind: emphasis
  - {on: 活版印刷, kind: emphasis}
  - {id: many, on: の, kind: emphasis}
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "layers").mkdir(parents=True)
    (folder / "edition.toml").write_text(
        '[edition]\ntitle = "町"\n[[people]]\nid = "ed1"\nname = "甲"\n[[people]]\nid = "ed2"\nname = "乙"\n',
        encoding="utf-8",
    )
    header = (
        "<teiHeader><fileDesc><titleStmt><title>町</title></titleStmt><publicationStmt><p>x</p></publicationStmt>"
        "<sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>"
    )
    (folder / "text.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{BODY}</body></text></TEI>',
        encoding="utf-8",
    )
    (folder / "layers" / "ed1.yaml").write_text(LAYER, encoding="utf-8")
    return folder


def run(*arguments: object, code: int = 0) -> Any:
    done = CliRunner().invoke(app, ["layer", *map(str, arguments), "--json"], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def text(book: Path, name: str = "ed1") -> str:
    return (book / "layers" / f"{name}.yaml").read_text(encoding="utf-8")


def test_list(book: Path) -> None:
    rows = run("list", book)["result"]
    assert [(row["id"], row["state"], row["where"], row["words"]) for row in rows] == [
        ("worker", "moved", "p1", "植字工"),
        ("school", "here", "p2", "学校"),
        ("ed1-3", "gone", "", "活版印刷"),
        ("many", "several", "h1", "の"),
    ]
    assert [row["id"] for row in run("list", book, "--state", "gone, several")["result"]] == ["ed1-3", "many"]
    assert run("list", book, "--by", "ed2")["result"] == []
    assert CliRunner().invoke(app, ["layer", "list", str(book), "--state", "lost"]).exit_code == 2


def test_accept_writes_what_was_found_again_and_nothing_else(book: Path) -> None:
    done = run("accept", book, code=1)
    assert [one["id"] for one in done["result"]] == ["worker"]
    assert {one["code"] for one in done["diagnostics"]} == {"LAY-004", "LAY-005"}
    new = "on: {in: p1, quote: 植字工, prefix: りの奥で、老いた, suffix: が箱の前に立って}"
    assert text(book) == LAYER.replace("on: {in: p2, quote: 植字工, prefix: 老いた}", new)
    assert run("accept", book, "worker")["result"] == []
    assert next(row for row in run("list", book)["result"] if row["id"] == "worker")["state"] == "here"


def test_accept_first_and_all(book: Path) -> None:
    assert run("accept", book, "many", code=1)["result"] == []
    assert run("accept", book, "many", "--first")["result"][0]["on"].startswith(
        "{in: h1, quote: の, prefix: 活版"
    )
    assert [one["id"] for one in run("accept", book, "--all", code=1)["result"]] == ["worker", "school"]
    assert CliRunner().invoke(app, ["layer", "accept", str(book), "--first"]).exit_code == 2


def test_move_takes_comments_and_author_along(book: Path) -> None:
    (book / "layers" / "ed2.yaml").write_text("by: ed2\nannotations:\n", encoding="utf-8")
    assert run("move", book, "worker", "ed1-3", "--to", "ed2")["result"] == ["worker", "ed1-3"]
    before, _, rest = LAYER.partition("  # 動いた。\n")
    assert text(book) == before + rest[rest.index("  - id: school") :].replace(
        "  - {on: 活版印刷, kind: emphasis}\n", ""
    )
    assert text(book, "ed2") == (
        "by: ed2\nannotations:\n  # 動いた。\n  - by: ed1\n    id: worker\n"
        "    on: {in: p2, quote: 植字工, prefix: 老いた}   # 誰か\n    kind: note\n    text: 注。[@school]\n\n"
        "  - {id: ed1-3, by: ed1, on: 活版印刷, kind: emphasis}\n"
    )
    rows = run("list", book)["result"]
    assert {(row["id"], row["by"]) for row in rows} == {
        (one, "ed1") for one in ("worker", "school", "ed1-3", "many")
    }


def test_move_makes_a_layer(book: Path) -> None:
    run("move", book, "school", "--to", "layers/marks.yaml")
    assert text(book, "marks") == "by: ed1\nannotations:\n  - id: school\n    on: 学校\n    kind: emphasis\n"


def test_rename_follows_references(book: Path) -> None:
    run("rename", book, "school", "gakko")
    assert text(book) == LAYER.replace("school", "gakko")
    run("rename", book, "ed1-3", "print")
    assert "  - {id: print, on: 活版印刷, kind: emphasis}\n" in text(book)
    assert run("rename", book, "many", "p1", code=1)["diagnostics"][0]["code"] == "LAY-009"


def test_nothing_is_written_where_an_id_is_unknown(book: Path) -> None:
    assert run("move", book, "worker", "nobody", "--to", "x", code=1)["diagnostics"][0]["code"] == "LAY-024"
    assert text(book) == LAYER
    assert not (book / "layers" / "x.yaml").exists()


@pytest.mark.parametrize("ending", ["jsonld", "xml"])
def test_convert_there_and_back(book: Path, tmp_path: Path, ending: str) -> None:
    between, back = tmp_path / f"ed1.{ending}", tmp_path / "ed1.yaml"
    run("convert", book / "layers" / "ed1.yaml", between)
    run("convert", between, back)
    before = run("list", book)["result"]
    (book / "layers" / "ed1.yaml").write_bytes(back.read_bytes())
    after = run("list", book)["result"]
    assert [{**row, "line": 0} for row in after] == [{**row, "line": 0} for row in before]
    run("convert", back, tmp_path / "ed1.txt", code=1)


def spots(book: Path, *arguments: str) -> list[tuple[str, str, str]]:
    return [(one["what"], one["where"], one["shown"]) for one in run("find", book, *arguments)["result"]]


def test_find_gives_what_means_each_place(book: Path) -> None:
    found = run("find", book, "活")["result"]
    assert [(one["where"], one["shown"]) for one in found] == [
        ("h1", "[活]版の町"),
        ("p1", "長い冬の終わりに、[活]版の町を訪ねた。狭い通り"),
        ("p2", "[活]字は冷たく、指は速い。学"),
    ]
    # Each of them, copied into a layer, stands where it was found.
    lines = "".join(f"  - on: {one['on']}\n    kind: emphasis\n" for one in found)
    (book / "layers" / "ed1.yaml").write_text(f"by: ed1\nannotations:\n{lines}", encoding="utf-8")
    assert [(one["state"], one["where"]) for one in run("list", book)["result"]] == [
        ("here", "h1"),
        ("here", "p1"),
        ("here", "p2"),
    ]


def test_find_looks_for_other_forms_where_there_are_none(book: Path) -> None:
    assert spots(book, "學校で、習った") == [
        ("words", "p2", "活字は冷たく、指は速い。[学校で習った]のではないと彼は笑った。")
    ]
    assert run("find", book, "写植")["diagnostics"][0]["code"] == "LAY-033"


def test_find_shows_marks_of_missing_notes_and_words_of_notes(book: Path) -> None:
    text = (book / "text.xml").read_text("utf-8")
    mark = '<ref type="note" subtype="unresolved" n="3" xml:id="u3">（３）</ref>'
    note = (
        '<ref type="noteref" target="#n1">（１）</ref><note type="author" n="1" xml:id="n1">指の話。</note>'
    )
    text = text.replace("指は速い", f"指は{note}速い{mark}")
    (book / "text.xml").write_text(text, encoding="utf-8")
    assert spots(book, "--missing") == [
        ("mark", "p2", "活字は冷たく、指は速い[（３）]。学校で習ったのではない")
    ]
    assert spots(book, "3") == spots(book, "--missing")
    assert [one[:2] for one in spots(book, "指")] == [("words", "p2"), ("note", "n1")]


def test_accept_takes_the_place_that_is_named(book: Path) -> None:
    run("accept", book, "many", "--take", "3")
    (one,) = [one for one in run("list", book)["result"] if one["id"] == "many"]
    assert (one["state"], one["where"]) == ("here", "p1")
    assert "終わりに、活版, suffix: 町を訪ねた" in text(book)


def test_accept_finds_marks_of_missing_notes(book: Path) -> None:
    base = (book / "text.xml").read_text("utf-8")
    mark = '<ref type="note" subtype="unresolved" n="3" xml:id="u3">（３）</ref>'
    (book / "text.xml").write_text(base.replace("速い", f"速い{mark}"), encoding="utf-8")
    layer = book / "layers" / "ed1.yaml"
    layer.write_text(
        "by: ed1\nannotations:\n"
        "  - {id: s, on: {in: p1, quote: （３）, prefix: 指は速い, suffix: 。学校}, kind: supply, text: 注。}\n",
        encoding="utf-8",
    )
    assert [one["state"] for one in run("list", book)["result"]] == ["moved"]
    run("accept", book)
    assert [(one["state"], one["where"]) for one in run("list", book)["result"]] == [("here", "p2")]
    # Where the text has it as words, the place is one of words.
    (book / "text.xml").write_text(base.replace("速い", "速い（３）"), encoding="utf-8")
    assert [one["state"] for one in run("list", book)["result"]] == ["here"]
