"""E-books for all tests of the room: the essay of tests/render, and every text that is at hand."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.epub import package
from edition.render import Writing, render
from edition.render.corpus import render_corpus
from edition.resources import style

ROOT = Path(__file__).resolve().parent.parent.parent
ESSAY = ROOT / "tests" / "render" / "data" / "essay.xml"
MODIFIED = datetime.datetime(2026, 1, 15, 12, 30, tzinfo=datetime.UTC)


def stylesheets(writing: Writing) -> dict[str, str]:
    return {name: style(name) for name in ("text.css", "epub.css", f"epub-{writing}.css")}


def book_of(
    root: etree._Element,
    writing: Writing,
    findings: Findings | None = None,
    images: dict[str, bytes] | None = None,
) -> bytes:
    collected = Findings() if findings is None else findings
    corpus = etree.QName(root).localname == "teiCorpus"
    sheets = stylesheets(writing)
    if corpus:
        sheets |= stylesheets("vertical") | stylesheets("horizontal")
    data = package(
        (render_corpus if corpus else render)(root, collected, writing=writing),
        sheets,
        modified=MODIFIED,
        findings=collected,
        images=images,
    )
    if findings is None:
        assert list(collected) == []
    return data


class Opened:
    """An EPUB taken apart."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.zip.namelist()

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.zip.read(f"EPUB/{name}"))

    def text(self, name: str) -> str:
        return self.zip.read(f"EPUB/{name}").decode("utf-8")


@pytest.fixture(scope="session")
def make_book() -> Callable[..., bytes]:
    return book_of


@pytest.fixture(scope="session")
def essay() -> Callable[[Writing], Opened]:
    books: dict[Writing, Opened] = {}

    def opened(writing: Writing) -> Opened:
        if writing not in books:
            books[writing] = Opened(book_of(etree.parse(str(ESSAY)).getroot(), writing))
        return books[writing]

    return opened
