"""The texts that are timed: python bench/texts.py SIZE KIND NEW_FOLDER

Long books made of the sample editions' own sentences.

A book of the same chapter again and again would be a book whose every paragraph has been seen before, and
would flatter whoever remembers; so sentences are drawn in a random order that depends on the size alone.
All kinds of one size have the same words, and differ in what is added to them:

* ``plain``: chapters, sections, paragraphs, nothing else;
* ``notes``: a footnote to every three hundred and fifty characters or so, as in a scholarly book;
* ``ruby``: readings (``readings.tsv``) over every word that has one, two to four in each line.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
TEI = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: Characters of running text in each size. L is four times M, so that growth can be read off.
SIZES = {"S": 6_000, "M": 90_000, "L": 360_000, "XL": 1_350_000}
KINDS = ("notes", "plain", "ruby")
#: Characters of a chapter, of a section, and from one note to the next.
CHAPTER, SECTION, NOTE = 12_000, 2_400, 350

_TOML = """\
[edition]
title = "計測のための本　{name}"
creator = "計測係"
language = "ja"
identifier = "urn:x-bench:{name}"
date = 2026-01-01

[[people]]
id = "author"
role = "author"
name = "計測係"

[layout]
page = "A5"

[layout.notes]
author = "foot"
"""


def make(folder: Path, size: str, kind: str) -> None:
    """Write the edition of a size and kind into a new folder."""
    sentences, notes = _sentences(), _notes()
    readings = _readings() if kind == "ruby" else {}
    book = _Book(readings)
    words = random.Random(f"words of {size}")
    others = random.Random(f"notes of {size}")
    while book.text < SIZES[size]:
        book.chapter()
        end = min(book.text + CHAPTER, SIZES[size])
        while book.text < end:
            book.section(_heading(words, sentences))
            stop = min(book.text + SECTION, end)
            while book.text < stop:
                book.paragraph()
                for _ in range(words.randint(3, 8)):
                    book.sentence(words.choice(sentences))
                    # Drawn whether it is used or not: the words are the same in every kind.
                    note = others.choice(notes if others.random() < 0.4 else sentences)
                    if kind == "notes" and book.text - book.noted >= NOTE:
                        book.note(note)
    folder.mkdir(parents=True)
    (folder / "edition.toml").write_text(_TOML.format(name=f"{size}-{kind}"), encoding="utf-8")
    book.tree().write(folder / "text.xml", encoding="UTF-8", xml_declaration=True)


class _Book:
    """A TEI document as it grows."""

    def __init__(self, readings: dict[str, str]) -> None:
        self.text = 0
        #: Where in the text the last note stood.
        self.noted = 0
        self._readings = readings
        self._words = re.compile("|".join(sorted(readings, key=len, reverse=True))) if readings else None
        self._ids: dict[str, int] = {}
        self._root = etree.fromstring(f'<TEI xmlns="{TEI}" xml:lang="ja"/>')
        self._root.append(etree.fromstring(_HEADER))
        self._body = etree.SubElement(etree.SubElement(self._root, _tei("text")), _tei("body"))
        self._chapter = self._section = self._paragraph = self._body

    def tree(self) -> etree._ElementTree:
        return etree.ElementTree(self._root)

    def chapter(self) -> None:
        self._chapter = self._add(self._body, "div", "ch", type="chapter")
        head = self._add(self._chapter, "head", "h")
        head.text = f"第{self._ids['ch']}章"

    def section(self, heading: str) -> None:
        self._section = self._add(self._chapter, "div", "s", type="section")
        self._add(self._section, "head", "h").text = heading

    def paragraph(self) -> None:
        self._paragraph = self._add(self._section, "p", "p")

    def sentence(self, sentence: str) -> None:
        self.text += len(sentence)
        if self._words is None:
            return self._say(sentence)
        end = 0
        for word in self._words.finditer(sentence):
            self._say(sentence[end : word.start()])
            ruby = etree.SubElement(self._paragraph, _tei("ruby"))
            etree.SubElement(ruby, _tei("rb")).text = word[0]
            etree.SubElement(ruby, _tei("rt")).text = self._readings[word[0]]
            end = word.end()
        return self._say(sentence[end:])

    def note(self, words: str) -> None:
        self.noted = self.text
        label = str(self._ids.get("n", 0) + 1)
        call = etree.SubElement(self._paragraph, _tei("ref"), type="noteref", target=f"#n{label}")
        call.text = label
        note = self._add(self._paragraph, "note", "n", type="author", place="foot", n=label)
        mark = etree.SubElement(note, _tei("label"))
        mark.text, mark.tail = label, words

    def _say(self, words: str) -> None:
        if len(self._paragraph):
            last = self._paragraph[-1]
            last.tail = (last.tail or "") + words
        else:
            self._paragraph.text = (self._paragraph.text or "") + words

    def _add(self, parent: etree._Element, tag: str, letters: str, **attributes: str) -> etree._Element:
        self._ids[letters] = self._ids.get(letters, 0) + 1
        element = etree.SubElement(parent, _tei(tag), dict(attributes))
        element.set(XML_ID, f"{letters}{self._ids[letters]}")
        return element


_HEADER = f"""<teiHeader xmlns="{TEI}"><fileDesc><titleStmt><title>計測</title></titleStmt>
<publicationStmt><p>Not published.</p></publicationStmt><sourceDesc><p>Made by bench/texts.py.</p></sourceDesc>
</fileDesc></teiHeader>"""


def _tei(name: str) -> str:
    return f"{{{TEI}}}{name}"


def _samples() -> Iterator[etree._Element]:
    # These two and no others: the figures of a later day are of the same words.
    for name in ("breaking-lines", "composing-the-blank"):
        yield etree.parse(ROOT / "source" / name / "text.xml").getroot()


def _sentences() -> list[str]:
    """The sentences of the samples' paragraphs, without notes, calls and page furniture."""
    found: list[str] = []
    for root in _samples():
        for paragraph in root.iterfind(f".//{_tei('body')}//{_tei('p')}"):
            text = "".join(_running(paragraph))
            # The space before a call stays behind when the call is taken out.
            text = re.sub(r"\s+(?=[。、])", "", text)
            found += re.findall(r"[^。]+。[」』）]*", text)
    return found


def _running(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in map(_tei, ("note", "ref", "fw", "rt")):
            yield from _running(child)
        yield child.tail or ""


def _notes() -> list[str]:
    """The samples' footnotes, half of them of Western words, without their labels."""
    found = []
    for root in _samples():
        for note in root.iterfind(f".//{_tei('note')}[@place='foot']"):
            label = note.find(_tei("label"))
            assert label is not None
            found.append((label.tail or "").strip())
    return found


def _heading(words: random.Random, sentences: list[str]) -> str:
    """The beginning of a sentence, up to its first mark."""
    return re.split(r"[、。（「]", words.choice([s for s in sentences if s[0] not in "「（『"]))[0][:24]


def _readings() -> dict[str, str]:
    lines = (Path(__file__).parent / "readings.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


if __name__ == "__main__":
    make(Path(sys.argv[3]), sys.argv[1], sys.argv[2])
