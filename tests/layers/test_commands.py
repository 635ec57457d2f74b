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
