"""What the header says of the edition's making: editorial principles (凡例) and the table of sigla (諸本一覧)."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.ids import Ids
from edition.render.model import Document
from edition.render.walk import Walk, language
from edition.render.wording import words
from edition.render.xhtml import blocks, make
from edition.tei.names import XML_ID, local

PRINCIPLES_TITLE: Final = "凡例"
SIGLA_TITLE: Final = "諸本一覧"
#: The parts of ``editorialDecl`` (TEI Guidelines 2.3.3) and what they are called.
_PARTS: Final = {
    "correction": "校訂",
    "normalization": "表記",
    "punctuation": "句読",
    "quotation": "引用符",
    "hyphenation": "分綴",
    "segmentation": "区分",
    "interpretation": "注解",
}


def principles(walk: Walk) -> Document | None:
    """The header's ``editorialDecl`` as a document; None where it says nothing."""
    declared = walk.root.findall("{*}teiHeader/{*}encodingDesc/{*}editorialDecl")
    section = make("section", class_="principles", id=walk.ids.new("principles"))
    section.append(make("h1", [PRINCIPLES_TITLE], class_="head"))
    for part in (child for element in declared for child in element if isinstance(child.tag, str)):
        if not words(part):
            continue
        if local(part.tag) == "p":
            section.extend(language(part, block) for block in blocks(walk.one(part)))
            continue
        box = make("section", class_="section", id=walk.ids.new(f"principles-{local(part.tag)}"))
        box.append(make("h2", [_PARTS.get(local(part.tag), local(part.tag))], class_="head"))
        box.extend(blocks(walk.content(part)))
        section.append(language(part, box))
    return Document("principles", "principles", PRINCIPLES_TITLE, section) if len(section) > 1 else None


def witnesses(root: etree._Element) -> list[etree._Element]:
    """All witnesses of the header, in order."""
    return list(root.iterfind("{*}teiHeader/{*}fileDesc/{*}sourceDesc//{*}witness"))


def sigla(root: etree._Element, ids: Ids) -> tuple[Document | None, dict[str, str]]:
    """The table of sigla, None where no witness is described; and for each witness the id of its row."""
    rows: list[etree._Element] = []
    where: dict[str, str] = {}
    for witness in witnesses(root):
        name = witness.get(XML_ID, "")
        row = ids.new(f"siglum-{name or len(rows) + 1}")
        where[name] = row
        said = words(witness, ("listWit", "witness"))
        term = make("dt", [make("span", [witness.get("n") or name], class_="siglum")], id=row)
        rows += [term, make("dd", [make("p", [said])])]
    if not rows:
        return None, {}
    section = make("section", class_="sigla", id=ids.new("sigla"))
    section.append(make("h1", [SIGLA_TITLE], class_="head"))
    section.append(make("dl", rows, class_="list sigla"))
    return Document("sigla", "sigla", SIGLA_TITLE, section), where


def reasons(root: etree._Element) -> dict[str, str]:
    """Why editors decided something, by the id of what they decided: the changes of ``revisionDesc`` that name one."""
    found: dict[str, str] = {}
    for ref in root.iterfind("{*}teiHeader/{*}revisionDesc//{*}ref"):
        why = (ref.tail or "").strip()
        if why and ref.get("target", "").startswith("#"):
            found[ref.get("target", "")[1:]] = why
    return found
