"""Texts of a random structure, set in pages by the conventions of print, come back with that structure."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.diagnostics import Findings
from edition.ingest import ingest, printed
from edition.ingest.reading import Reading
from edition.tei import XML_ID, serialize, t, validate
from tests.ingest import structure_of
from tests.ingest.generate import Block, Style, render, write

MARKS = [
    ("（{}）", "（{}）"),
    ("({})", "({})"),
    ("[{}]", "[{}]"),
    ("※{}", "※{}"),
    ("*{}", "*{}"),
    ("注{}", "注{}"),
]
BARE = ("{}", "{}")


#: What passes over whole corpora of texts must reach: of their blocks, and of their notes.
BLOCKS_RIGHT = 0.995


def random_style(chance: random.Random) -> Style:
    """A style of any of the conventions, its pages to be told apart, its structure decidable."""
    form_feeds, doubled, lost = chance.random() < 0.6, chance.random() < 0.3, chance.random() < 0.25
    notes = chance.choice(["none", "foot", "unresolved", "section", "end"])
    marks = [*MARKS, ("〔注{}〕", "〔注{}〕")]
    if notes == "foot":
        marks = [*marks, BARE]
    elif notes in ("section", "end"):
        marks = [*marks, BARE, ("{}", "{}．"), ("（{}）", "{}")]
    mark, head_mark = chance.choice(marks)
    without_feeds = ["head", "foot", "stray"] if doubled else ["head", "foot"]
    chosen: dict[str, Any] = {
        "measure": chance.randint(26, 48),
        "page_lines": chance.randint(18, 40),
        "doubled": doubled,
        "end_space": chance.random() < 0.4,
        "form_feeds": form_feeds,
        "folio": chance.choice(["none", "head", "foot", "beside"] if form_feeds else without_feeds),
        "folio_form": chance.choice(["{}", "- {} -", "― {} ―"]),
        "numerals": chance.choice(["arabic", "wide", "kanji", *(["roman"] if form_feeds else [])]),
        "running_head": chance.choice(["", "活字箱だより"]) if form_feeds else "",
        "mark": mark,
        "head_mark": head_mark,
        "wide_digits": chance.random() < 0.5,
        "notes": notes,
        "notes_head": chance.choice(["注", "註", "Notes", "【注】"]),
        "restart": notes in ("section", "end") and chance.random() < 0.5,
        "rule": chance.random() < 0.5,
        "run_over": chance.random() < 0.5,
        "translators": chance.random() < 0.5,
        "dates": chance.choice(["kanji", "figures"]),
        "bullets": chance.choice(["○", "・", "1"] if mark != "({})" else ["○", "・"]),
        "titled": not lost and chance.random() < 0.5,
        "scenes": chance.random() < 0.4,
        "letters": not lost and chance.random() < 0.4,
        "speaker": chance.choice(["bracket", "gap", "colon"]),
        "indents": not lost,
        "gaps": not (lost and chance.random() < 0.5),
        "bom": chance.random() < 0.3,
        "newline": chance.choice(["\n", "\r\n"]),
    }
    return Style(**chosen)


def _read(source: str) -> tuple[Reading, etree._Element]:
    reading = printed.pages_of(source, "generated.txt", Findings())
    root = etree.Element(t("TEI"))
    root.append(reading.text)
    return reading, root


def _right(expected: Iterable[Hashable], found: Iterable[Hashable]) -> tuple[int, int]:
    """How many of the expected things were found, and how many are expected."""
    wanted = Counter(expected)
    return sum((wanted & Counter(found)).values()), sum(wanted.values())


def _blocks(shape: structure_of.Shape) -> list[tuple[str, str]]:
    return [(kind, line) for kind, lines, _ in shape for line in lines]


def test_blocks_and_notes_of_all_conventions_come_back() -> None:
    """Of 200 texts in styles drawn from all conventions, at least 99.5 % of blocks and of notes are right."""
    blocks, notes = Counter[str](), Counter[str]()
    for seed in range(200):
        style = random_style(random.Random(seed))
        written = write(seed, style)
        source = render(written, style)
        reading, root = _read(source)
        assert _partition(reading) == len(source)
        right, of = _right(
            _blocks(structure_of.of_text(written, style.notes == "unresolved")),
            _blocks(structure_of.of_tei(root)),
        )
        blocks.update(right=right, of=of)
        if style.notes in ("foot", "section", "end"):
            expected = [(written.label(number), words) for number, words in written.notes.items()]
            right, of = _right(expected, structure_of.notes_in_order(root))
            notes.update(right=right, of=of)
    assert blocks["of"] > 5000
    assert notes["of"] > 800
    assert blocks["right"] >= BLOCKS_RIGHT * blocks["of"], blocks
    assert notes["right"] == notes["of"], notes


def _partition(reading: Reading) -> int:
    """Where the ranges end that follow each other from the stream's beginning without a gap."""
    at = 0
    for one in reading.ranges:
        if one.start != at:
            return at
        at = one.end
    return at


@st.composite
def styles(draw: st.DrawFn) -> Style:
    """A style whose pages can be told apart."""
    form_feeds = draw(st.booleans())
    doubled = draw(st.booleans())
    without_feeds = ["head", "foot", "stray"] if doubled else ["head", "foot"]
    folio: Any = draw(st.sampled_from(["none", "head", "foot"] if form_feeds else without_feeds))
    notes: Any = draw(st.sampled_from(["none", "foot", "unresolved"]))
    mark, head_mark = draw(st.sampled_from([*MARKS, BARE] if notes == "foot" else MARKS))
    return Style(
        measure=draw(st.integers(26, 48)),
        page_lines=draw(st.integers(18, 40)),
        doubled=doubled,
        end_space=draw(st.booleans()),
        form_feeds=form_feeds,
        folio=folio,
        folio_form=draw(st.sampled_from(["{}", "- {} -", "― {} ―"])),
        running_head=draw(st.sampled_from(["", "活字箱だより"])) if form_feeds else "",
        mark=mark,
        head_mark=head_mark,
        wide_digits=draw(st.booleans()),
        notes=notes,
        rule=draw(st.booleans()),
        run_over=draw(st.booleans()),
        translators=draw(st.booleans()),
        dates=draw(st.sampled_from(["kanji", "figures"])),
        bullets=draw(st.sampled_from(["○", "・", "1"] if mark != "({})" else ["○", "・"])),
        titled=draw(st.booleans()),
    )


@settings(max_examples=120, deadline=None, derandomize=True, database=None)
@given(style=styles(), seed=st.integers(0, 10_000))
def test_structure_comes_back(style: Style, seed: int) -> None:
    written = write(seed, style)
    source = render(written, style)
    findings = Findings()

    result = ingest(source.encode(), "generated.txt", findings)

    assert structure_of.of_tei(result.root) == structure_of.of_text(written, style.notes == "unresolved")
    if style.notes in ("foot", "section", "end"):
        expected = [(written.label(number), words) for number, words in sorted(written.notes.items())]
        assert structure_of.notes_in_order(result.root) == expected
    assert result.ledger.unaccounted == 0
    assert sum((result.ledger.text, result.ledger.notes, result.ledger.furniture)) == len(source)
    assert not findings.errors
    validate(result.root, "text.xml", findings)
    assert not findings.errors
    again = ingest(source.encode(), "generated.txt", Findings(), previous=result.root)
    assert serialize(again.root) == serialize(result.root)


def _ids(root: etree._Element) -> list[str]:
    return [identifier for element in root.iter() if (identifier := element.get(XML_ID))]


@pytest.mark.parametrize("doubled", [False, True])
def test_ids_stay_when_the_wraps_change(doubled: bool) -> None:
    narrow = Style(notes="foot", doubled=doubled)
    wide = Style(notes="foot", measure=44, page_lines=30, folio="head")
    written = write(7, narrow)
    first = ingest(render(written, narrow).encode(), "a.txt", Findings())

    second = ingest(render(written, wide).encode(), "a.txt", Findings(), previous=first.root)

    assert len(_ids(first.root)) > 20
    assert _ids(second.root) == _ids(first.root)


def test_ids_stay_beside_a_new_paragraph_and_a_changed_one() -> None:
    style = Style()
    written = write(3, style)
    first = ingest(render(written, style).encode(), "a.txt", Findings())
    paragraphs = [block for block in written.blocks if block.kind == "p"]
    changed = paragraphs[2]
    changed.lines[0] = changed.lines[0].replace("。", "。なお、", 1)
    written.blocks.insert(1, Block("p", ["新しい段落がここに入る。元の段落はみな後ろへ動く。" * 2]))

    second = ingest(render(written, style).encode(), "a.txt", Findings(), previous=first.root)

    def by_words(root: etree._Element) -> dict[str, str]:
        return {structure_of.words(p): p.get(XML_ID) or "" for p in root.iter(t("p")) if p.get(XML_ID)}

    old, new = by_words(first.root), by_words(second.root)
    assert {old[one] for one in old.keys() & new.keys()} == {new[one] for one in old.keys() & new.keys()}
    assert len(old.keys() & new.keys()) == len(old) - 1
    assert new[changed.lines[0]] == old[changed.lines[0].replace("。なお、", "。", 1)]
    fresh = new["新しい段落がここに入る。元の段落はみな後ろへ動く。" * 2]
    assert fresh not in old.values()
    assert len(_ids(second.root)) == len(set(_ids(second.root)))
