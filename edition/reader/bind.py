"""One volume of many texts: a ``teiCorpus`` whose header is the volume's, each text a ``TEI`` with its own.

Ids that two texts share would meet in one book; so every id of a text begins with the text's own name and a dot, and
everything that points to it does too. A text's pictures are named from its folder in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from edition.layers.notetext import body
from edition.reader.cut import POINTER
from edition.tei import XML_ID, t
from edition.tei.names import NSMAP

#: What parts a text's name and what the text calls a thing.
DOT = "."


@dataclass(frozen=True, slots=True)
class Bound:
    """A text as it goes into the volume: its compiled (and cut) TEI, and what the volume says of it.

    ``name`` is unique in the volume. ``unit`` is the week or part in which it is read, ``headnote`` is in the small
    Markdown of notes, ``source`` the line that says where it was printed, ``writing`` its own direction or "".
    """

    name: str
    root: etree._Element
    unit: str = ""
    headnote: str = ""
    source: str = ""
    rights: str = ""
    writing: str = ""


def bind(texts: Sequence[Bound]) -> etree._Element:
    """The texts as one ``teiCorpus``, without a header of its own yet; their trees go into it."""
    corpus: etree._Element = etree.Element(t("teiCorpus"), nsmap=NSMAP)
    for text in texts:
        _rename(text.root, text.name)
        text.root.set("n", text.name)
        _describe(text)
        corpus.append(text.root)
    return corpus


def _rename(root: etree._Element, name: str) -> None:
    for element in root.iter(etree.Element):
        for key, value in [(str(key), str(value)) for key, value in element.attrib.items()]:
            if key == XML_ID:
                element.set(key, f"{name}{DOT}{value}")
            elif "#" in value:
                words = (
                    POINTER.sub(rf"#\1{name}{DOT}\2", one) if one[0] == "#" else one for one in value.split()
                )
                element.set(key, " ".join(words))
        if element.tag == t("graphic") and ":" not in element.get("url", ":"):
            element.set("url", f"{name}/{element.get('url')}")


def _describe(text: Bound) -> None:
    """Headnote, source line, rights, unit and direction, where TEI has them."""
    root = text.root
    element = root.find(t("text"))
    assert element is not None, "the profile has a text in every document"
    if text.writing:
        element.set("rend", text.writing)
    if text.unit:
        element.set("n", text.unit)
    if text.headnote or text.source:
        front = element.find(t("front"))
        if front is None:
            front = etree.Element(t("front"))
            element.insert(0, front)
        division = etree.Element(t("div"), type="headnote")
        division.set(XML_ID, f"{text.name}{DOT}headnote")
        division.extend(body(text.headnote).paragraphs)
        if text.source:
            line = etree.SubElement(division, t("p"), rend="source")
            etree.SubElement(line, t("bibl")).text = text.source
        front.insert(0, division)
    if text.rights:
        statement = root.find(f"{t('teiHeader')}/{t('fileDesc')}/{t('publicationStmt')}")
        if statement is not None:
            for old in statement.findall(t("availability")):
                statement.remove(old)
            availability = etree.SubElement(statement, t("availability"))
            etree.SubElement(availability, t("licence")).text = text.rights
