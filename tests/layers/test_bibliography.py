"""Notes cite works: who and when in the note, the work in a list at the end."""

from __future__ import annotations

import json
from collections.abc import Callable
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


BIB = r"""
@string{kaku = "架空書房"}
@book{kata1962, author = {活田, 版子 and 植木 花子 and {日本活字学会}}, yomi = {カツタ はんこ}, title = {活版の{町}},
  publisher = kaku, address = {東京}, year = 1962, series = {文庫}, number = 3}
@article{press:71, author = "Anna de la Press and Type, Ben and {The Press} and others", title = {On {L}ines \& 50% More},
  journal = {Journal of Invented Printing}, volume = 3, number = 2, pages = {10--20}, date = {1971-04}, doi = {10.1/x_y}}
@incollection{in, author = {Jos\'e N\'u{\~n}ez}, title = {行の話}, subtitle = {序}, booktitle = {組版}, year = {昭和三年}}
"""


def of_bibtex(text: str) -> tuple[dict[str, bibliography.Work], Findings]:
    findings = Findings()
    return bibliography.load(text.encode(), "bibliography.bib", findings), findings


def test_bibtex_gives_the_same_works_as_csl() -> None:
    found, findings = of_bibtex(BIB)
    assert list(findings) == []
    assert found["kata1962"].fields == {
        "id": "kata1962",
        "author": [
            {"family": "活田", "given": "版子"},
            {"family": "植木", "given": "花子"},
            {"literal": "日本活字学会"},
        ],
        "title": "活版の町",
        "collection-title": "文庫",
        "collection-number": "3",
        "publisher": "架空書房",
        "publisher-place": "東京",
        "yomi": "カツタ はんこ",
        "issued": {"literal": "1962"},
    }
    assert found["press:71"].fields == {
        "id": "press:71",
        "author": [
            {"family": "de la Press", "given": "Anna"},
            {"family": "Type", "given": "Ben"},
            {"literal": "The Press"},
            {"literal": "他"},
        ],
        "title": "On Lines & 50% More",
        "container-title": "Journal of Invented Printing",
        "volume": "3",
        "issue": "2",
        "page": "10-20",
        "DOI": "10.1/x_y",
        "issued": {"date-parts": [[1971, 4]]},
    }
    assert found["in"].fields["author"] == [{"family": "Núñez", "given": "José"}]
    assert found["in"].fields["title"] == "行の話――序"
    assert found["in"].year == "昭和三年"


def test_a_work_of_bibtex_reads_as_one_of_csl() -> None:
    text = "@book{kata1962, author={活田, 版子}, title={活版の町}, publisher={架空書房}, address={東京}, year=1962}"
    found, _ = of_bibtex(text)
    assert "".join(found["kata1962"].entry().itertext()) == "".join(works()["kata1962"].entry().itertext())


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("@book{a, title={x}}\n@book{a, title={y}}", 2, "the id a is taken"),
        ("@book{a, title={x}, title={y}}", 1, "given twice: title"),
        ("\n@book{a, title={x", 2, "not readable as BibTeX"),
        ("@book{1962, title={x}}", 1, "notes cannot name"),
    ],
)
def test_what_is_wrong_in_bibtex_has_its_line(text: str, line: int, said: str) -> None:
    _, findings = of_bibtex(text)
    assert [(one.code, one.where.line) for one in findings if one.where] == [("LAY-026", line)]
    assert said in next(iter(findings)).message


def test_bytes_that_are_no_text_are_told() -> None:
    findings = Findings()
    assert bibliography.load("@book{a, title={活}}".encode("shift_jis"), "bibliography.bib", findings) == {}
    assert [one.code for one in findings] == ["LAY-026"]


def test_the_list_is_in_the_order_of_readings() -> None:
    text = "@book{a, title={渡る}, yomi={わたる}}\n@book{b, title={会う}, yomi={アウ}}\n@book{c, title={川}, yomi={かわ}}"
    found, _ = of_bibtex(text)
    root = document("<p>文。</p>")
    bibliography.write(root, found.values())
    listed = [one.get(tei.XML_ID) for one in root.iter(tei.t("bibl"))]
    assert listed == ["bib.b", "bib.c", "bib.a"]


@pytest.mark.parametrize("fields", [{"custom": {"yomi": "アオ"}}, {"note": "x\nyomi: あお"}, {"yomi": "ｱｵ"}])
def test_where_csl_has_a_reading(fields: dict[str, object]) -> None:
    assert bibliography.Work("a", {"title": "青", **fields}).sorted_by.strip() == "あお"


def test_an_edition_may_have_both(make_edition: Callable[..., Path]) -> None:
    layer = "by: ed1\nannotations:\n- {id: n, on: 静か, kind: note, text: '[@a]と[@knuth:81, 3頁]を見よ。'}\n"
    folder = make_edition(
        bibliography_json='[{"id": "a", "title": "甲"}]',
        bibliography_bib="@book{knuth:81, author={Knuth, D.}, title={On Lines}, year=1981}",
        layers__ed1_yaml=layer,
    )
    result = CliRunner().invoke(app, ["check", str(folder)])
    assert result.exit_code == 0, result.output
    (folder / "bibliography.bib").write_text("@book{a, title={乙}}", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(folder)])
    assert "LAY-026" in result.output
    assert result.exit_code == 1
