"""Ace by DAISY finds no violation: our own editions and every construct of the essay, in both directions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.render import Writing
from tests.epub import browser
from tests.epub.books import TEXTS, WRITINGS, tree
from tests.epub.conftest import book_of
from tests.epub.test_package import PNG, picture

pytestmark = pytest.mark.slow

#: The corpus is for EPUBCheck alone: a book takes Ace some seconds.
NAMES = [name for name in TEXTS if not name.startswith("corpus-")]


def violations(book: bytes, folder: Path) -> list[str]:
    """What Ace says of a book: rule, file and description of each violation."""
    (folder / "book.epub").write_bytes(book)
    script = browser.PACKAGES / "@daisy" / "ace-cli" / "bin" / "ace.js"
    browser.run(script, ["--silent", "--outdir", "report", "book.epub"], folder, timeout=240)
    report: dict[str, Any] = json.loads((folder / "report" / "report.json").read_text(encoding="utf-8"))
    return [
        f"{said['earl:test']['dct:title']}: {document['earl:testSubject']['url']}"
        for document in report["assertions"]
        for said in document["assertions"]
    ]


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("name", NAMES)
def test_no_violation(name: str, writing: Writing, tmp_path: Path) -> None:
    assert violations(book_of(tree(TEXTS[name]), writing, Findings()), tmp_path) == []


def test_no_violation_in_a_book_with_a_picture(tmp_path: Path) -> None:
    book = book_of(picture(url="box.png"), "vertical", images={"box.png": PNG})
    assert violations(book, tmp_path) == []


def test_a_violation_would_be_found(tmp_path: Path) -> None:
    from edition.epub import package
    from edition.render import render
    from tests.epub.conftest import MODIFIED

    findings = Findings()
    rendering = render(picture(url="box.png"), findings, writing="vertical")
    for image in rendering.documents[1].section.iter("{*}img"):
        etree.strip_attributes(image, "alt")
    book = package(rendering, {}, modified=MODIFIED, findings=findings, images={"box.png": PNG})
    assert "image-alt: chapter-1.xhtml" in violations(book, tmp_path)
