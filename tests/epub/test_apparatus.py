"""The apparatus of an e-book: every entry names the paragraph of its lemma, and links lead both ways."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from edition import tei
from edition.diagnostics import Findings
from edition.render import Writing
from tests.epub.conftest import Opened, book_of
from tests.print.criticism import Maker, shown

X = "{http://www.w3.org/1999/xhtml}"
KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")


def words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def opened(writing: Writing) -> tuple[Opened, Maker]:
    maker = Maker(11, notes=0.02, verse=True)
    findings = Findings()
    root = tei.parse(maker.text(2, 4).tei, "text.xml", findings)
    book = Opened(book_of(root, writing, findings))
    assert not list(findings)
    return book, maker


def where(book: Opened) -> dict[str, tuple[str, etree._Element]]:
    """Each id of the book: its file, and its element."""
    return {
        element.get("id", ""): (name.removeprefix("EPUB/"), element)
        for name in book.names
        if name.endswith(".xhtml")
        for element in etree.fromstring(book.zip.read(name)).iter(f"{X}*")
        if element.get("id")
    }


def paragraph(lemma: etree._Element) -> int:
    """The how manyth paragraph of its section a lemma stands in; verses are one."""
    section = next(one for one in lemma.iterancestors(f"{X}section") if one.find(f"{X}h2") is not None)
    seen: list[etree._Element] = []
    for block in section.iter(f"{X}p", f"{X}div"):
        if any("notes" in (one.get("class") or "") for one in block.iterancestors()):
            continue
        verse = block.get("class") == "verse"
        if verse or (block.tag == f"{X}p" and block.get("class") != "l"):
            seen.append(block)
        if lemma in list(block.iter()) and not verse:
            return len(seen)
    raise AssertionError("the lemma stands in no paragraph")


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_every_entry_names_the_paragraph_of_its_lemma_and_leads_there(writing: Writing) -> None:
    book, maker = opened(writing)
    found = where(book)
    assert len(maker.made.lemmas) > 40
    for lemma in [*maker.made.lemmas, *maker.made.emended]:
        file, element = found[lemma.id]
        link = element.find(f"{X}a")
        assert link is not None
        assert words(link) == lemma.words
        target, _, name = link.get("href", "").partition("#")
        there, entry = found[name]
        assert there == (target or file)
        (back,) = [one for one in entry.iter(f"{X}a") if one.get("role") == "doc-backlink"]
        assert back.get("href") == f"{file}#{lemma.id}"
        number = str(paragraph(element))
        said = f"第{number.translate(KANJI) if writing == 'vertical' else number}段"
        assert words(back).startswith(f"{said}\u3000"), (words(back), said)
        if lemma.layer == "emendation":
            assert f"「{lemma.words}」" in words(back)
        else:
            assert words(back).endswith(shown(lemma.words))
            assert words(entry).startswith(f"{words(back)}］")


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_lists_are_by_layer_and_section(writing: Writing) -> None:
    book, maker = opened(writing)
    section = book.xml("variants.xhtml").find(f".//{X}section[@class='variants']")
    assert section is not None
    layers = section.findall(f"{X}section")
    assert [words(one[0]) for one in layers] == ["校異", "表記", "句読"]
    for layer, name in zip(layers, ("variants", "orthography", "punctuation"), strict=True):
        ids = [
            one.get("href", "").partition("#")[2]
            for one in layer.iter(f"{X}a")
            if one.get("class") == "to-text"
        ]
        # What is moved names its other place, too.
        assert [one for one in ids if one] == [one.id for one in maker.made.lemmas if one.layer == name]
        assert {words(one) for one in layer.iterfind(f"{X}p")} == {"しょう　せつ"}
    for siglum in section.iter(f"{X}a"):
        if siglum.get("class") == "siglum":
            target = where(book)[siglum.get("href", "").partition("#")[2]][1]
            assert re.sub(r"\s", "", words(target)) == words(siglum)
