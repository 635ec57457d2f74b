"""The header of the TEI document: what a file says of itself before and after its text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from edition.ingest import source
from edition.ingest.aozora.frame import Titles
from edition.tei import NSMAP, XML_ID, t

#: 「入力：…」 and the like: who made the file.
_MADE: Final = re.compile(r"(入力|校正|作成|プルーフ|校閲)[：:][ \u3000]*(.+)")
_ROLES: Final = {
    "入力": "transcriber",
    "校正": "proofreader",
    "校閲": "proofreader",
    "プルーフ": "proofreader",
}


def made_by(tail: Sequence[str]) -> list[tuple[str, str]]:
    """Who the colophon names, as (role, name)."""
    found = []
    for line in tail:
        match = _MADE.fullmatch(line.strip())
        if match and match[1] in _ROLES:
            found += [
                (_ROLES[match[1]], name.strip()) for name in re.split("[、，,]", match[2]) if name.strip()
            ]
    return found


def header(titles: Titles, tail: Sequence[str], glyphs: Mapping[str, str], name: str) -> etree._Element:
    """A complete ``teiHeader``.

    ``tail`` are the lines after the text, ``glyphs`` the characters that Unicode has not (description -> id),
    ``name`` the title of a text that says none.
    """
    root = etree.Element(t("teiHeader"), nsmap=NSMAP)
    described = _add(root, "fileDesc")
    statement = _add(described, "titleStmt")
    _add(statement, "title", titles.title or name, type="main")
    for kind, words in (("original", titles.original), ("sub", titles.subtitle)):
        for one in words:
            _add(statement, "title", one, type=kind)
    if titles.author:
        _add(statement, "author", titles.author)
    for role, person in titles.people:
        _add(statement, "editor", person, role=role)
    for role, person in made_by(tail):
        made = _add(statement, "respStmt")
        _add(made, "resp", role)
        _add(made, "name", person)
    _add(_add(described, "publicationStmt"), "p", "Not published.")
    entries, remarks = _base_text(tail)
    source = _add(described, "sourceDesc")
    for entry in entries:
        _add(source, "bibl", entry)
    if not entries:
        _add(source, "p", "Ingested from a file that does not name its base text.")
    if glyphs or remarks:
        encoding = _add(root, "encodingDesc")
        if remarks:
            project = _add(encoding, "projectDesc")
            for line in remarks:
                _add(project, "p", line)
        if glyphs:
            declared = _add(encoding, "charDecl")
            for description, identifier in glyphs.items():
                character = _add(declared, "char")
                character.set(XML_ID, identifier)
                _add(character, "desc", description)
    return root


def _base_text(tail: Sequence[str]) -> tuple[list[str], list[str]]:
    """底本 as references, the lines that begin one with those below that are indented, and all other lines."""
    entries: list[str] = []
    others: list[str] = []
    open_ = False
    for line in tail:
        words = line.strip()
        if _of_base_text(line):
            entries.append(re.sub("^底本[：:]", "", words))
            open_ = True
        elif open_ and words and line[0] in " \u3000":
            entries[-1] += f"　{words}"
        else:
            open_ = False
            others += [words] if words else []
    return entries, others


def _of_base_text(line: str) -> bool:
    return re.match(r"[ \u3000]*底本[^：:。]{0,12}[：:]", line) is not None


def _add(parent: etree._Element, name: str, words: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, t(name), attributes)
    if words:
        element.text = source.CONTROL.sub("", words)
    return element
