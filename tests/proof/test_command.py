"""The verb: text, JSON, a folder with marked pages, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edition.cli import app
from edition.proof.html import FACTS
from edition.proof.marks import HIGH, place
from edition.proof.rules import RULES
from tests.proof.pages import book, measure

FAULT = {4: "た。「紙」「影」と書く。"}


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.pdf"
    path.write_bytes(book(True))
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.pdf"
    path.write_bytes(book(True, FAULT))
    return path


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["proof", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stdout


def test_a_sound_book(sound: Path) -> None:
    code, out = run(sound)
    assert code == 0
    assert "no violations, no notices" in out
    # A clean report says what was looked at, and how often.
    assert re.search(r"^measured, with the number of places: 1 \(\d+\), 2 \(\d+\)", out, re.MULTILINE)
    assert re.search(r"^nothing to measure: .*\b42\b", out, re.MULTILINE)


def test_a_faulty_book(faulty: Path) -> None:
    code, out = run(faulty)
    assert code == 1
    assert "page 2, line 5" in out
    assert "(JLReq 3.1.2, 3.1.4): 2 of" in out


def test_json(faulty: Path) -> None:
    code, out = run(faulty, "--json")
    assert code == 1
    shape = json.loads(out)
    assert shape["good"] is False
    assert shape["diagnostics"] == []
    assert set(shape["measured"]) == {str(point) for point in RULES}
    assert set(shape["unmeasured"]) == {"42"}
    first = shape["remarks"][0]
    assert (first["point"], first["page"], first["line"], first["severity"]) == (1, 2, 5, "violation")
    assert first["section"] == "3.1.2, 3.1.4"
    assert (first["measured"], first["expected"]) == (1.0, 0.5)
    x, y, width, height = first["box"]
    # Line 5 of a vertical page: near its right edge, some way down from the head.
    assert 90 < x < 148
    assert 21 < y < 92
    assert 0 < width < 4
    assert 0 < height < 6


def test_marked_pages(faulty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "marks"
    folder.mkdir()
    (folder / "page-0009.png").write_bytes(b"of an earlier proof")
    code, out = run(faulty, "--html", folder)
    assert code == 1
    assert "index.html" in out
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "page-0002.png"]
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert page.count("<rect class='place' ") == 2
    assert "src='page-0002.png'" in page
    assert "viewBox='0 0 148.17 211.67'" in page
    for rule in RULES.values():
        assert f"<td class='n'>{rule.point}</td>" in page
    # Statistics are called as people call them, with their units.
    assert "<th>Size of the text</th><td>3.528 mm</td>" in page
    for key in measure(faulty.read_bytes()).statistics:
        assert key in FACTS
        assert f"<th>{key}</th>" not in page


def test_remarks_of_a_page_stand_in_order(tmp_path: Path) -> None:
    path = tmp_path / "order.pdf"
    lines = {
        2: "<「今日は{0.3}何から始めますか」「見出しから」と",
        8: "。いく。手の仕事で{0.4}ある。",
        14: "。版面の端",
    }
    path.write_bytes(book(True, lines))
    run(path, "--html", tmp_path / "marks")
    page = (tmp_path / "marks" / "index.html").read_text(encoding="utf-8")
    kinds = re.findall(r"<li class='(\w+)' id='p2-", page)
    assert kinds == sorted(kinds, reverse=True)
    places = [
        (kind, int(line), float(down))
        for kind, line, down in re.findall(
            r"<li class='(\w+)' id='p2-.*?<small>line (\d+) · [\d.]+ mm from the left, ([\d.]+) mm from the top",
            page,
        )
    ]
    assert len(places) > 3
    assert places == sorted(places, key=lambda one: (one[0] == "notice", *one[1:]))


def test_numbers_do_not_cover_each_other() -> None:
    boxes = [(str(n), (50.0 + n % 7, 40.0 + 0.7 * n, 4.0, 4.0)) for n in range(1, 80)]
    boxes += [("80", boxes[0][1]), ("81", boxes[0][1])]
    marks = place(boxes, 148.0, 210.0)
    assert {text for mark in marks for text in mark.text.split(",")} == {text for text, _ in boxes}
    for index, one in enumerate(marks):
        assert 0 <= one.x <= 148 - one.width
        assert 0 <= one.y <= 210 - HIGH
        for two in marks[index + 1 :]:
            beside = one.x + one.width <= two.x or two.x + two.width <= one.x
            assert beside or abs(one.y - two.y) >= HIGH, (one, two)
    # What found no room beside its place is led there by a line.
    assert any(mark.away for mark in marks)
    assert not place(boxes[:1], 148.0, 210.0)[0].away


def test_all_remarks(tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    path.write_bytes(book(False, dict.fromkeys((4, 8, 13, 17), "た。「紙」「影」「字」")))
    assert "more (--json has all)" in run(path)[1]
    assert "more (--json has all)" not in run(path, "--all")[1]


def test_demands(tmp_path: Path) -> None:
    path = tmp_path / "eighth.pdf"
    path.write_bytes(book(False, {4: "た。紙は{0.125}A{0.125}判である。"}))
    assert run(path)[0] == 1
    assert run(path, "--latin-gap", "eighth")[0] == 0
    assert run(path, "--latin-gap", "eighth", "--line-head", "half")[0] == 1
    path.write_bytes(book(False, {2: "っ今日は何から始めますかと見出しからいう"}))
    assert run(path)[0] == 1
    assert run(path, "--kinsoku", "loose")[0] == 0
    path.write_bytes(book(False, {1: "覚えている。朝の光が机の上に落ちるころで、"}))
    assert run(path)[0] == 1
    assert run(path, "--hanging", "allowed")[0] == 0


def test_what_is_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"Dear printer,")
    code, out = run(path)
    assert code == 1
    assert "PRF-001" in out
    assert "Traceback" not in out


def test_every_rule_is_described(repository: Path) -> None:
    manual = (repository / "docs" / "proof.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d+) \| ([^|]*?) \|", manual, re.MULTILINE))
    assert rows == {str(rule.point): rule.title for rule in RULES.values()}
