"""Notes cite works: who and when in the note, the work in a list at the end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edition import layers, tei
from edition.cli import app
from edition.diagnostics import Findings
from edition.layers import bibliography

from .conftest import document

WORKS = [
    {
        "id": "kata1962",
        "type": "book",
        "author": [{"family": "活田", "given": "版子"}],
        "title": "活版の町",
        "publisher": "架空書房",
        "publisher-place": "東京",
        "issued": {"date-parts": [[1962, 4]]},
    },
    {
        "id": "press",
        "author": [{"family": "Press", "given": "Anna"}, {"family": "Type", "given": "Ben"}],
        "title": "On Lines",
        "container-title": "Journal of Invented Printing",
        "volume": 3,
        "issue": "2",
        "page": "10-20",
        "issued": {"date-parts": [["1971"]]},
    },
    {
        "id": "three",
        "author": [{"literal": "甲"}, {"literal": "乙"}, {"literal": "丙"}],
        "title": "論",
        "container-title": "誌",
    },
]


def works() -> dict[str, bibliography.Work]:
    findings = Findings()
    found = bibliography.load(json.dumps(WORKS).encode(), "bibliography.json", findings)
    assert list(findings) == []
    return found


@pytest.mark.parametrize(
    ("key", "short", "entry"),
    [
        ("kata1962", "活田 1962", "活田版子『活版の町』架空書房、1962年。"),
        (
            "press",
            "Press and Type 1971",
            "Press, Anna, Type, Ben, On Lines, Journal of Invented Printing, 3-2, 1971, 10-20.",
        ),
        ("three", "甲ほか", "甲・乙・丙「論」『誌』。"),
    ],
)
def test_a_work_as_it_is_written(key: str, short: str, entry: str) -> None:
    work = works()[key]
    assert work.short == short
    assert "".join(work.entry().itertext()) == entry


def test_a_note_cites_works() -> None:
    root, findings = document('<p xml:id="p1">町を訪ねた。</p>'), Findings()
    note = "- {id: n, on: 町, kind: note, text: '[@kata1962, 12頁]と[@press, p. 11]、[@p1]。'}"
    layer = layers.load(f"by: ed1\nannotations:\n{note}".encode(), "layers/ed1.yaml", findings)
    layers.apply(root, [layer], {"ed1"}, findings, works=works())
    assert list(findings) == []
    paragraph = next(root.iter(tei.t("note")))[0]
    assert "".join(paragraph.itertext()) == "活田 1962、12頁とPress and Type 1971, p. 11、。"
    assert [one.get("target") for one in paragraph] == ["#bib.kata1962", "#bib.press", "#p1"]
    # Only what is cited is listed, by author.
    listed = [one.get(tei.XML_ID) for one in root.iter(tei.t("bibl"))]
    assert listed == ["bib.press", "bib.kata1962"]


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[1]", b'[{"title": "x"}]', b'[{"id": "1a"}]', b'[{"id": "a"}, {"id": "a"}]', b"\xff"],
)
def test_a_bibliography_that_is_wrong(data: bytes) -> None:
    findings = Findings()
    bibliography.load(data, "bibliography.json", findings)
    assert [one.code for one in findings] == ["LAY-026"]


@pytest.mark.parametrize("field", ["author", "issued", "title", "page"])
@pytest.mark.parametrize("value", [None, 3, "x", [], [3], {}, {"date-parts": []}, {"date-parts": [[]]}])
def test_fields_of_any_shape_are_borne(field: str, value: object) -> None:
    work = bibliography.Work("a", {"id": "a", "title": "論", field: value})
    assert isinstance(work.short, str)
    assert work.entry().tag == tei.t("bibl")


def test_a_book_with_a_bibliography(edition: Path, tmp_path: Path) -> None:
    (edition / "bibliography.json").write_text(json.dumps(WORKS), encoding="utf-8")
    (edition / "layers").mkdir(exist_ok=True)
    (edition / "layers" / "zz.yaml").write_text(
        "by: ed1\nannotations:\n- {id: zz, on: 静か, kind: note, series: works, text: '[@kata1962]を見よ。'}\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(app, ["build", str(edition), "-o", str(tmp_path), "--to", "html,epub"])
    assert done.exit_code == 0, done.output
    page = (tmp_path / edition.name / f"{edition.name}.html").read_text(encoding="utf-8")
    assert 'href="#bib.kata1962"' in page
    assert "活田版子" in page
    assert "Press" not in page
