"""The two real texts: counted as the sources print them, without repeating their words."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.ingest import Ingested, audit, ingest
from edition.tei import parse, serialize, t, validate, words
from tests.ingest.golden import FOLDER, lines_of

CHAPTER, ARTICLE = "000_23670ef0febd6ba4.txt", "003_25ebfd7f13f3140c.txt"


class Read:
    """A seed, ingested."""

    def __init__(self, path: Path) -> None:
        self.source = path.read_bytes()
        self.findings = Findings()
        self.result: Ingested = ingest(self.source, path.name, self.findings)
        self.root = self.result.root

    def all(self, name: str, **attributes: str) -> list[etree._Element]:
        found = self.root.iter(t(name))
        return [e for e in found if all(e.get(key) == value for key, value in attributes.items())]


@pytest.fixture(scope="module")
def chapter(seeds: Path) -> Read:
    return Read(seeds / CHAPTER)


@pytest.fixture(scope="module")
def article(seeds: Path) -> Read:
    return Read(seeds / ARTICLE)


@pytest.mark.parametrize("name", ["chapter", "article"])
def test_nothing_is_lost(name: str, request: pytest.FixtureRequest) -> None:
    read: Read = request.getfixturevalue(name)
    ledger = read.result.ledger
    assert ledger.source == len(read.source.decode())
    assert ledger.source == ledger.text + ledger.notes + ledger.furniture
    assert ledger.unaccounted == 0
    assert not read.findings.errors
    # Counted in another way: what is printed in the source, and what is printed in the TEI.
    text = read.root.find(t("text"))
    assert text is not None
    assert Counter("".join(read.source.decode().split())) == Counter("".join(words(text).split()))


@pytest.mark.parametrize("name", ["chapter", "article"])
def test_it_is_valid_and_comes_back_the_same(name: str, request: pytest.FixtureRequest) -> None:
    read: Read = request.getfixturevalue(name)
    findings = Findings()
    data = serialize(read.root)
    root = parse(data, "text.xml", findings)
    validate(root, "text.xml", findings)
    kept = {read.result.ledgers[0].file: read.source}
    assert audit(root, kept, read.result.ledger_files, findings) == read.result.ledger
    assert list(findings) == []
    again = ingest(read.source, "again.txt", Findings(), previous=root)
    ids = [e.get("{http://www.w3.org/XML/1998/namespace}id") for e in root.iter()]
    assert [e.get("{http://www.w3.org/XML/1998/namespace}id") for e in again.root.iter()] == ids


@pytest.mark.slow
@pytest.mark.parametrize("name", ["chapter", "article"])
def test_it_is_tei(name: str, request: pytest.FixtureRequest, shared: Path) -> None:
    schema = etree.RelaxNG(etree.parse(shared / "schema" / "tei_all.rng"))
    read: Read = request.getfixturevalue(name)
    assert schema.validate(parse(serialize(read.root), "text.xml", Findings())), schema.error_log.last_error


def test_structure_of_the_chapter(chapter: Read) -> None:
    assert chapter.result.writing == "vertical"
    assert len(chapter.all("div", type="chapter")) == 1
    assert chapter.all("div", type="chapter")[0].get("n") == "4"
    assert len(chapter.all("div", type="section")) == len(chapter.all("head")) - 1 == 9
    assert [len(list(epigraph.iter(t("bibl")))) for epigraph in chapter.all("epigraph")] == [1, 1, 1]
    assert [len(list(verse.iter(t("l")))) for verse in chapter.all("lg")] == [3]
    assert [len(list(items.iter(t("item")))) for items in chapter.all("list")] == [7, 4]
    # Besides those of the epigraphs.
    assert len(chapter.all("quote")) - 3 == 7
    assert [note.get("type") for note in chapter.all("note")] == ["translator"] * 5
    assert all(words(note)[0] + words(note)[-1] in ("〔〕", "（）") for note in chapter.all("note"))


def test_calls_of_the_chapter(chapter: Read) -> None:
    calls = chapter.all("ref", type="note", subtype="unresolved")
    numbers = [int(call.get("n") or 0) for call in calls]
    assert len(numbers) == 147
    assert numbers == sorted([n for n in range(1, 149) if n not in (52, 55)] + [60])
    assert all(str(number) in words(call) for number, call in zip(numbers, calls, strict=True))
    told = {(f.code, f.where.line) for f in chapter.findings}
    assert {("ING-034", 789), ("ING-034", 813), ("ING-035", 867)} <= told


def test_pages_of_the_chapter(chapter: Read) -> None:
    assert [page.get("n") for page in chapter.all("pb")] == [str(n) for n in range(1, 32)]
    assert [words(number).strip() for number in chapter.all("fw")] == ["2", "7", "12", "19"]


def test_structure_of_the_article(article: Read) -> None:
    assert article.result.writing == "horizontal"
    assert len(article.all("head")) == len(article.all("div")) == 6
    assert [division.get("n") for division in article.all("div")] == [None, "1", "2", "3", "4", None]
    assert [len(list(items)) for items in article.all("list")] == [8, 4]
    assert article.all("quote") == article.all("fw") == []
    assert len(article.all("pb")) == 18


def test_notes_of_the_article_stand_at_their_calls(article: Read) -> None:
    notes = article.all("note", type="author", place="foot")
    assert [note.get("n") for note in notes] == [str(n) for n in range(1, 63)]
    for note in notes:
        call = note.getprevious()
        assert call is not None
        assert call.tag == t("ref")
        assert call.get("target") == f"#{note.get('{http://www.w3.org/XML/1998/namespace}id')}"
        assert words(call) == note.get("n")
        # After a word and its space, before punctuation or brackets; nothing of the number is left.
        assert call.tail is None
        assert (note.tail or "")[:1] in ("。", "、", "")
    assert not any(
        words(paragraph)[-1] not in "。」" for paragraph in article.all("p")[2:] if not len(paragraph)
    )


@pytest.mark.parametrize("name", [CHAPTER, ARTICLE])
def test_the_reading_is_the_one_that_was_compared_with_the_source(seeds: Path, name: str) -> None:
    """Every element, its id, its length and a hash of its words: remade by ``python -m tests.ingest.golden``."""
    golden = (FOLDER / name.replace(".txt", ".tsv")).read_text(encoding="utf-8").splitlines()
    assert lines_of((seeds / name).read_bytes(), name) == golden


@pytest.mark.parametrize("name", [CHAPTER, ARTICLE])
def test_time_grows_with_the_text(seeds: Path, name: str) -> None:
    """Ten times the text takes about ten times the time: nothing in ingest compares all with all."""
    source = (seeds / name).read_bytes()

    def seconds(data: bytes) -> float:
        start = time.process_time()
        ingest(data, name, Findings())
        return time.process_time() - start

    once = min(seconds(source * 2) for _ in range(2)) / 2
    assert seconds(source * 20) < 20 * once * 2.5 + 0.5
