"""Our own e-books come back: the text that they carry as it was, and from their pages alone the same words."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.epub import Options, package
from edition.ingest import ingest
from edition.project.compile import compile_edition
from edition.render import render
from edition.resources import style
from edition.tei import serialize, t, validate

ROOT = Path(__file__).resolve().parents[3]
ESSAY = ROOT / "tests/render/data/essay.xml"
FOLDERS = sorted(path.parent for path in ROOT.glob("source/*/edition.toml"))
READERS = [
    path for path in FOLDERS if 'kind = "reader"' in (path / "edition.toml").read_text(encoding="utf-8")
]
EDITIONS = [path for path in FOLDERS if path not in READERS]
MODIFIED = datetime.datetime(2026, 1, 15, tzinfo=datetime.UTC)


def tree(path: Path) -> etree._Element:
    return compile_edition(path, Findings()).root if path.is_dir() else etree.parse(str(path)).getroot()


def epub(root: etree._Element, *, tei: bool) -> bytes:
    findings = Findings()
    sheets = {name: style(name) for name in ("text.css", "epub.css", "epub-vertical.css")}
    options = Options(tei=serialize(root) if tei else b"")
    rendering = render(root, findings, writing="vertical")
    return package(rendering, sheets, modified=MODIFIED, findings=findings, options=options)


def text(root: etree._Element) -> bytes:
    found = root.find(t("text"))
    assert found is not None
    return etree.tostring(found, method="c14n")


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_it_comes_back_the_same(path: Path) -> None:
    # As it is written, so that its layout is that of a file.
    root = etree.fromstring(serialize(tree(path)))
    findings = Findings()
    made = ingest(epub(root, tei=True), "book.epub", findings)
    validate(made.root, "text.xml", findings)
    assert list(findings) == []
    assert text(made.root) == text(root)
    assert made.ledger.unaccounted == 0
    assert made.writing == "vertical"
    # And the book that is built of it has the same pages.
    one, two = (render(each, Findings(), writing="vertical").documents for each in (root, made.root))
    shown = [[etree.tostring(document.section) for document in each] for each in (one, two)]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_its_pages_alone_have_the_words_and_the_structure(path: Path) -> None:
    root = tree(path)
    data = epub(root, tei=False)
    findings = Findings()
    made = ingest(data, "book.epub", findings)
    validate(made.root, "text.xml", findings)
    assert list(findings) == []
    body = made.root.find(f"{t('text')}/{t('body')}")
    assert body is not None

    def heads(where: etree._Element) -> list[str]:
        found = [one for one in where.iter(t("head")) if one.getparent() in set(where.iter(t("div")))]
        for one in found:
            etree.strip_elements(one, t("fw"), with_tail=False)
        return ["".join(map(str, one.itertext())) for one in found]

    source = root.find(f"{t('text')}/{t('body')}")
    assert source is not None
    assert heads(body)[: len(heads(source))] == heads(source)
    assert len(list(body.iter(t("ruby")))) == len(list(source.iter(t("ruby"))))
    # Pages without numbers are no places in a book.
    pages = [[one.get("n") for one in root.iter(t("pb")) if one.get("n")] for root in (body, source)]
    assert pages[0] == pages[1]
    # Every note that has a call is a note at its call again.
    calls = {one.get("target") for one in source.iter(t("ref")) if one.get("type") == "noteref"}
    again = {one.get("target") for one in body.iter(t("ref")) if one.get("type") == "noteref"}
    assert len(again) >= len(calls)
    ids = {one.get("{http://www.w3.org/XML/1998/namespace}id") for one in body.iter(t("note"))}
    assert {str(target)[1:] for target in again} <= ids


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.stem)
def test_a_reader_comes_back_as_one_text(path: Path) -> None:
    root = tree(path)
    findings = Findings()
    made = ingest(epub(root, tei=True), "book.epub", findings)
    validate(made.root, "text.xml", findings)
    assert not findings.errors
    assert made.ledger.unaccounted == 0
    assert (
        len(list(made.root.iter(t("p"))))
        >= len(list(root.iter(t("p")))) - len(list(root.iter(t("teiHeader")))) * 20
    )


def test_a_carried_text_that_is_none_of_ours_is_told() -> None:
    root = tree(ESSAY)
    stranger = serialize(root).replace(b"<body>", b"<body><unknown/>")
    findings = Findings()
    sheets = {"text.css": style("text.css")}
    rendering = render(root, findings, writing="vertical")
    data = package(rendering, sheets, modified=MODIFIED, findings=findings, options=Options(tei=stranger))
    made = ingest(data, "book.epub", findings)
    assert "ING-198" in [one.code for one in findings]
    assert made.ledger.unaccounted == 0
