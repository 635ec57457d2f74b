"""Documents made at random: the same structure comes back, and every character has its place."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.ingest import docx as reader
from edition.tei import local
from edition.tei.reading import text_of
from tests.ingest.docx.make import call, docx, footnote, p, r
from tests.ingest.docx.reading import read
from tests.ingest.docx.test_structure import NUMBERING, item

SYLLABLES = "あいうえおかきくけこ山川草木人月日火水金土"


@dataclass
class Made:
    """A document and what should come of it: kinds and words in the order of the text."""

    body: str = ""
    notes: str = ""
    expected: list[tuple[str, str]] = field(default_factory=list)
    called: int = 0


def words(chance: random.Random, most: int = 30) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(1, most))) + "。"


def runs(chance: random.Random, made: Made, said: str) -> str:
    """Words cut into runs at random, some of them marked, some with a note after them."""
    out, at = "", 0
    while at < len(said):
        end = min(len(said), at + chance.randint(1, 12))
        out += r(
            said[at:end], chance.choice(["", "", "<w:b/>", '<w:em w:val="comma"/>', '<w:u w:val="single"/>'])
        )
        if chance.random() < 0.15:
            made.called += 1
            out += call(made.called + 1)
            note = words(chance)
            made.notes += footnote(made.called + 1, note)
            made.expected.append(("note", note))
        at = end
    return out


def generate(seed: int, parts: int = 25) -> Made:
    chance, made = random.Random(seed), Made()
    head = words(chance, 8)
    made.expected.append(("head", head))
    made.body += p(head, "H1")
    for _ in range(parts):
        kind = chance.choice(["p", "p", "p", "p", "head", "quote", "item", "l"])
        said = words(chance)
        mine = Made(called=made.called)
        inside = runs(chance, mine, said)
        if kind == "head":
            made.body += p(inside, f"H{chance.randint(1, 3)}")
        elif kind == "item":
            made.body += item(inside)
        else:
            made.body += p(inside, {"p": "", "quote": "Q", "l": "V"}[kind])
        made.expected.append((kind, said))
        made.expected += mine.expected
        made.notes += mine.notes
        made.called = mine.called
    return made


def told(text: etree._Element) -> list[tuple[str, str]]:
    """Kinds and words as they were read, notes after the block that calls them; markers of lists left out."""
    found: list[tuple[str, str]] = []
    for element in text.iter("{*}head", "{*}p", "{*}item", "{*}l"):
        kind = local(element.tag)
        parent = element.getparent()
        if kind == "p" and parent is not None and local(parent.tag) == "quote":
            kind = "quote"
        notes = list(element.iter("{*}note"))
        own = text_of(element)
        if kind == "item":
            own = own.partition("、")[2]
        if own:
            found.append((kind, own))
        found += [("note", "".join(map(str, note.itertext()))[len(note[0].text or "") :]) for note in notes]
    return found


@pytest.mark.parametrize("seed", range(60))
def test_the_same_structure_comes_back(seed: int) -> None:
    made = generate(seed)
    found = read(docx(made.body, footnotes=made.notes, numbering=NUMBERING))
    assert found.codes == []
    assert told(found.reading.text) == made.expected


def test_the_same_bytes_give_the_same_reading() -> None:
    made = generate(7)
    data = docx(made.body, footnotes=made.notes, numbering=NUMBERING)
    one, two = read(data), read(data)
    assert etree.tostring(one.reading.text) == etree.tostring(two.reading.text)
    assert one.reading.layers == two.reading.layers


def spent(copies: int) -> float:
    """CPU seconds for reading a document so many times as long."""
    parts = [generate(seed, 60) for seed in range(4)]
    body = "".join(one.body for one in parts) * copies
    remarks = "".join(
        f'<w:comment w:id="{n}" w:author="甲">{p("？")}</w:comment>' for n in range(50 * copies)
    )
    places = "".join(
        p(
            f'<w:commentRangeStart w:id="{n}"/>{r("語句")}<w:commentRangeEnd w:id="{n}"/>{r("あ" * 60)}'
            '<w:ins w:id="1" w:author="乙"><w:r><w:t>が</w:t></w:r></w:ins>'
        )
        for n in range(50 * copies)
    )
    data = docx(body + places, footnotes=parts[0].notes, numbering=NUMBERING, comments=remarks)
    before = time.process_time()
    reader.read(data, "source.docx", Findings())
    return time.process_time() - before


def test_time_grows_with_the_length_and_no_faster() -> None:
    small = min(spent(2) for _ in range(2))
    assert spent(12) < 12 / 2 * small * 2
