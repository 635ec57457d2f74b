"""From a reader's folder to one TEI document: its texts compiled, cut and bound, its own layers laid over all of them.

The only editions that are read are those that ``[[texts]]`` names.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition import tei
from edition.diagnostics import Findings, Place, Unusable
from edition.project import config, dates
from edition.project import folder as files
from edition.project.config import Edition, ReaderText
from edition.reader.bind import Bound, bind
from edition.reader.cut import cut
from edition.reader.rights import Permission, check_rights
from edition.tei.reading import blocks, in_note, text_of

#: Kinds of annotation that a level leaves out: what is said about the text, not what the text is.
COMMENTARY = frozenset(("note", "gloss", "variant", "unresolved"))
#: Roles whose commentary the level "editor" keeps.
_EDITORS = frozenset(("editor", "校訂", "校訂者", "編", "編者", "校注", "annotator", "注釈者", "注"))


@dataclass(frozen=True, slots=True)
class Volume:
    """The texts bound: one ``teiCorpus`` without a header; their folders by name, and their counts summed up."""

    root: etree._Element
    folders: Mapping[str, Path]
    ledger: Mapping[str, int]


#: Compiles an edition as far as its layers: kinds of annotation and who may say something of them.
Compile = Callable[[Edition, Findings, Callable[[str, str], bool]], tuple[etree._Element, Mapping[str, int]]]


def volume(edition: Edition, compile_text: Compile, findings: Findings) -> Volume:
    """The texts of a reader in order; raises Unusable when one of them cannot be used.

    All findings of all texts are recorded, with the text's folder before the name of the file. RDR-005: there are no
    texts; RDR-006: one of them is a reader itself.
    """
    before = len(findings.errors)
    texts = [one for one in _texts(edition, compile_text, findings) if isinstance(one, _Text)]
    if len(findings.errors) > before:
        raise Unusable(findings.errors[before].message)
    ledger: dict[str, int] = {}
    for text in texts:
        for key, count in text.ledger.items():
            ledger[key] = ledger.get(key, 0) + count
    folders = {text.bound.name: text.folder for text in texts}
    return Volume(bind([text.bound for text in texts]), folders, ledger)


def permissions(edition: Edition, compile_text: Compile, findings: Findings) -> list[Permission]:
    """What is said of the rights of each text, also of one that cannot be used; RDR-005 where there are none."""
    return [
        one.permission if isinstance(one, _Text) else one for one in _texts(edition, compile_text, findings)
    ]


@dataclass(frozen=True, slots=True)
class _Text:
    bound: Bound
    permission: Permission
    ledger: Mapping[str, int]
    folder: Path


def _texts(edition: Edition, compile_text: Compile, findings: Findings) -> list[_Text | Permission]:
    """Every text of a reader, or only what is said of its rights where it cannot be used."""
    if edition.kind != "reader" or not edition.texts:
        message = "this edition is no reader" if edition.kind != "reader" else "the reader has no texts"
        hint = 'a reader has kind = "reader", and a [[texts]] with edition = its folder for each text'
        raise findings.fatal("RDR-005", message, Place(files.CONFIG), hint)
    found: list[_Text | Permission] = []
    for text in edition.texts:
        try:
            found.append(_text(edition, text, compile_text, findings))
        except Unusable:
            found.append(
                Permission(text.id, text.id, "", text.source, text.rights, text.rights_until, text.where)
            )
    said = [one.permission for one in found if isinstance(one, _Text)]
    check_rights(said, dates.of_build(edition.date, findings).date(), findings)
    return found


def _folder(edition: Edition, text: ReaderText) -> Path:
    return Path(os.path.normpath(edition.folder / text.edition))


def _text(edition: Edition, text: ReaderText, compile_text: Compile, findings: Findings) -> _Text:
    own = Findings()
    folder = _folder(edition, text)
    source: Edition | None = None
    try:
        source = config.load(folder, own)
        if source.kind == "reader":
            hint = "name the texts of that reader one by one"
            raise findings.fatal("RDR-006", f"{text.edition} is a reader itself", text.where, hint)
        people = {person.id: person.role for person in source.people}
        root, ledger = compile_text(source, own, _level(text.notes, people))
        tei.validate(root, files.TEXT, own, compiled=True)
    finally:
        findings.extend(_of_text(source.kept(own) if source is not None else own, text))
    whole = _length(root)
    cut(root, text.select, findings, text.where_select)
    left = _length(root)
    said = _permission(text, source)
    bound = Bound(text.id, root, text.unit, text.headnote, said.source, said.rights, text.writing)
    return _Text(bound, dataclasses.replace(said, characters=left, omitted=whole - left), ledger, folder)


def _level(level: str, people: Mapping[str, str]) -> Callable[[str, str], bool]:
    """Which annotations a text keeps: (kind, by) to whether."""

    def keeps(kind: str, by: str) -> bool:
        if kind not in COMMENTARY or level == "all":
            return True
        return level == "editor" and people.get(by, "editor") in _EDITORS

    return keeps


def _permission(text: ReaderText, source: Edition) -> Permission:
    return Permission(
        text.id,
        source.title or text.id,
        source.creator or "、".join(one.name for one in source.people if one.role == "author"),
        text.source,
        text.rights or source.rights,
        text.rights_until,
        text.where,
    )


def _of_text(own: Findings, text: ReaderText) -> Findings:
    """The findings of a text, with its folder before the names of its files."""
    base = text.edition.rstrip("/")

    def moved(where: Place) -> Place:
        return dataclasses.replace(where, file=f"{base}/{where.file}") if where.file else text.where

    return Findings(dataclasses.replace(one, where=moved(one.where)) for one in own)


def _length(root: etree._Element) -> int:
    """The characters of a text without its notes and without space."""
    found = (text_of(block, "edition") for block in blocks(root) if not in_note(block))
    return sum(len("".join(text.split())) for text in found)
