"""What a book says of itself, for edition.toml; and its header: the e-book as the source of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from edition.ingest.epub.opf import Package, Said
from edition.ingest.reading import About
from edition.tei import NSMAP, XML_ID, t

#: Relators of MARC, and what older books write, to the roles of edition.toml.
_ROLES: Final = {
    "aut": "author", "author": "author", "trl": "translator", "translator": "translator", "edt": "editor", "editor": "editor",
    "com": "compiler", "cmp": "contributor", "ill": "illustrator", "art": "illustrator", "ann": "annotator", "pfr": "proofreader",
    "trc": "transcriber", "aft": "contributor", "aui": "contributor", "win": "contributor",
}  # fmt: skip
#: Contributors that are programs, or have no part in the text.
_NOBODY: Final = frozenset(("bkp", "mrk", "bkd", "cov", "dsr", "pbl", "dst", "cre"))
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NONE: Final = frozenset(("unknown", "不明", "und", "none", ""))
_ADDRESS: Final = re.compile(r"https?://\S+\Z")


def about(package: Package) -> About:
    """Title, people, language and rights of a package document."""
    titles = list(package.all("title"))
    main = next(
        (one for one in titles if one.refined.get("title-type") == "main"), titles[0] if titles else None
    )
    found = About(
        title=main.value if main is not None and main.value.lower() not in _NONE else "",
        title_reading=_reading(main),
        language=_language(package),
        rights=package.first("rights"),
    )
    for role, one in _people(package):
        if role == "author" and not found.creator:
            found.creator = one.value
        elif (role, one.value) not in found.people:
            found.people.append((role, one.value))
    return found


def _language(package: Package) -> str:
    said = next((one.value for one in package.all("language") if _TAG.fullmatch(one.value)), "")
    primary, _, rest = said.partition("-")
    return "" if primary.lower() in _NONE else primary.lower() if rest.upper() in ("", "JP") else said


def _people(package: Package) -> list[tuple[str, Said]]:
    found: list[tuple[str, Said]] = []
    for name, usual in (("creator", "author"), ("contributor", "contributor")):
        for one in package.all(name):
            said = one.refined.get("role", "").lower()
            if one.value.lower() in _NONE or said in _NOBODY:
                continue
            found.append((_ROLES.get(said, "contributor" if said else usual), one))
    return found


def _reading(said: Said | None) -> str:
    """How a title is read: what it is filed as, where that is in kana."""
    filed = said.refined.get("file-as", "") if said is not None else ""
    return filed if re.fullmatch(r"[\u3041-\u3096\u30a1-\u30fc\s　・]+", filed) else ""


def header(package: Package, found: About, characters: Mapping[str, tuple[str, str]]) -> etree._Element:
    """The ``teiHeader``: who made the text, and the e-book that it was made from.

    ``characters`` are pictures that stand for characters, by id: path and description.
    """
    made = etree.Element(t("teiHeader"), nsmap=NSMAP)
    description = _sub(made, "fileDesc")
    titles = _sub(description, "titleStmt")
    _sub(titles, "title", found.title or "[untitled]", type="main")
    for one in package.all("title"):
        if one.refined.get("title-type") == "subtitle" and one.value:
            _sub(titles, "title", one.value, type="sub")
    if found.title_reading:
        _sub(titles, "title", found.title_reading, type="reading")
    people = _people(package)
    for role, one in people:
        if role == "author":
            author = _sub(titles, "author")
            _sub(author, "name", one.value)
            if reading := _reading(one):
                _sub(author, "name", reading, type="reading")
    for role, one in people:
        if role != "author":
            _sub(titles, "editor", one.value, role=role)
    _sub(_sub(description, "publicationStmt"), "p", "Not published.")
    _source(_sub(_sub(description, "sourceDesc"), "bibl"), package, found)
    if characters:
        declared = _sub(_sub(made, "encodingDesc"), "charDecl")
        for identifier, (path, words) in characters.items():
            char = _sub(declared, "char")
            char.set(XML_ID, identifier)
            if words:
                _sub(char, "desc", words)
            _sub(_sub(char, "figure"), "graphic", url=path)
    return made


def _source(bibl: etree._Element, package: Package, found: About) -> None:
    """The e-book as a bibliographical reference."""
    _sub(bibl, "title", found.title or "[untitled]")
    if found.creator:
        _sub(bibl, "author", found.creator)
    for one in package.all("publisher"):
        if one.value:
            _sub(bibl, "publisher", one.value)
    dates = [one for one in package.all("date") if one.refined.get("event", "publication") == "publication"]
    for one in dates[:1]:
        if one.value:
            _sub(bibl, "date", one.value)
    for one in package.all("identifier"):
        if one.value:
            kind = _word(
                one.refined.get("scheme", "") or one.value.partition(":")[0 if ":" in one.value else 2]
            )
            _sub(bibl, "idno", one.value, **({"type": kind} if kind else {}))
    for one in package.all("source"):
        if _ADDRESS.fullmatch(one.value):
            _sub(bibl, "ref", one.value, target=one.value)
        elif one.value:
            _sub(bibl, "title", one.value, type="source")
    for name in ("belongs-to-collection", "calibre:series"):
        for one in package.all(name):
            if one.value:
                _sub(bibl, "title", one.value, level="s")


def _word(said: str) -> str:
    return re.sub(r"[^\w.-]", "-", said)[:40]


def _sub(parent: etree._Element, name: str, words: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, t(name), attributes)
    if words:
        made.text = words
    return made
