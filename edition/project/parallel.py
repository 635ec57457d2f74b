"""The other text of an edition with parallel texts: a file, an edition inside of this one's folder, or a witness."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from edition import tei
from edition.diagnostics import Findings, Place, Unusable
from edition.print.manner import Manner
from edition.project import config
from edition.project import folder as files
from edition.project.compile import Compiled, compile_with
from edition.project.config.model import Parallel as Wanted
from edition.project.config.model import Witness
from edition.tei.names import t

if TYPE_CHECKING:
    from edition.print.layout import Writing
    from edition.render import Rendering
    from edition.render.apparatus import Apparatus
    from edition.render.parallel import Parallel
    from edition.render.segments import Pairs

#: Languages whose lines may run either way; others stand in horizontal ones.
_EITHER_WAY = frozenset(("ja", "zh", "ko", "lzh", "ojp"))


class _Other(NamedTuple):
    """The other text; ``name`` is a title for it where its own would be the main text's."""

    root: etree._Element
    name: str = ""
    apparatus: Apparatus | None = None
    witness: bool = False


@dataclass(frozen=True, slots=True)
class Second:
    """The other text, compiled, and what of it corresponds to the edition's own."""

    root: etree._Element
    name: str
    apparatus: Apparatus | None
    witness: bool
    pairs: Pairs


def second(compiled: Compiled, findings: Findings) -> Second | None:
    """The other text of an edition with parallel texts; None for an edition of one.

    What corresponds has an id afterwards, in the compiled document, too. Raises Unusable after CFG-007 or -008 (a
    file), CFG-025 (a witness without text), CFG-026 (an edition that cannot have or be a parallel text), or what
    reading and compiling the other text found.
    """
    wanted = compiled.edition.parallel
    if wanted is None:
        return None
    from edition.render.segments import pair

    other = _other(compiled, wanted, findings)
    _stop_at_errors(findings)
    return Second(*other, pair(compiled.root, other.root, wanted.by, findings))


def together(compiled: Compiled, other: Second, rendering: Rendering, findings: Findings) -> Parallel:
    """Both texts, ``rendering`` being that of the edition's own."""
    from edition.render import render
    from edition.render.header import metadata
    from edition.render.parallel import LABEL, LABEL_WITNESS, beside_each_other

    wanted, layout = compiled.edition.parallel, compiled.edition.layout
    writing = (wanted and wanted.writing) or _usual(metadata(other.root).language, layout.writing)
    made = render(
        other.root, findings, writing=writing, forms=layout.forms[writing], apparatus=other.apparatus
    )
    if other.name:
        made.metadata = dataclasses.replace(made.metadata, title=other.name, contributors=())
    return beside_each_other(rendering, made, other.pairs, LABEL_WITNESS if other.witness else LABEL)


def woven(texts: Parallel) -> Rendering:
    """Both texts as one rendering; see :func:`edition.render.parallel.woven`."""
    from edition.render.parallel import woven as weave

    return weave(texts)


def manner(compiled: Compiled) -> Manner:
    """How the texts stand on pages."""
    wanted = compiled.edition.parallel
    return Manner(wanted.layout, wanted.share, wanted.align) if wanted is not None else Manner()


def _usual(language: str, writing: Writing) -> Writing:
    return writing if language.partition("-")[0].lower() in _EITHER_WAY else "horizontal"


def _other(compiled: Compiled, wanted: Wanted, findings: Findings) -> _Other:
    edition = compiled.edition
    if edition.kind == "reader":
        message = "a reader has no parallel text"
        raise findings.fatal("CFG-026", message, wanted.where, "put [parallel] into the edition of the text")
    witness = next((one for one in edition.witnesses if one.siglum == wanted.text), None)
    if witness is not None:
        return _witness(compiled, witness, wanted, findings)
    path = files.inside(edition.folder, wanted.text)
    if path is not None and path.is_dir():
        return _edition(compiled, wanted, findings)
    said = Findings()
    try:
        root = _file(compiled, wanted.text, wanted.where, said)
    finally:
        findings.extend(said)
    return _Other(root)


def _witness(compiled: Compiled, witness: Witness, wanted: Wanted, findings: Findings) -> _Other:
    """A witness by its readings; by its file, where it has not been collated."""
    from edition.render.witness import as_text, has_readings

    if has_readings(compiled.root, witness.id):
        root = as_text(compiled.root, witness.id)
    elif witness.file:
        root = _file(compiled, witness.file, wanted.where, findings)
    else:
        message = f"the witness {witness.siglum} has neither readings in the text nor a file"
        hint = "name its file and collate it: edition collate"
        raise findings.fatal("CFG-025", message, wanted.where, hint)
    return _Other(root, witness.name, witness=True)


def _file(compiled: Compiled, name: str, where: Place, findings: Findings) -> etree._Element:
    """The tree of a file of the edition, TEI or anything that can be ingested."""
    data = files.read(compiled.edition.folder, name, findings, where)
    if PurePosixPath(name).suffix.lower() == ".xml":
        root = tei.parse(data, name, findings)
        tei.validate(root, name, findings)
        return root
    from edition import ingest

    said = Findings()
    try:
        return ingest.ingest(data, name, said).root
    finally:
        # What is doubtful in it is told when it is ingested for its own sake.
        findings.extend(said.errors)


def _edition(compiled: Compiled, wanted: Wanted, findings: Findings) -> _Other:
    """An edition inside of this one's folder, with its own layers and notes."""
    said = Findings()
    folder = compiled.edition.folder / wanted.text
    try:
        edition = config.load(folder, said)
        if edition.kind == "reader":
            hint = "name the folder of one text"
            raise said.fatal("CFG-026", f"{wanted.text} is a reader", wanted.where, hint)
        made = compile_with(edition, said)
    finally:
        within = PurePosixPath(wanted.text)
        for one in said:
            place = one.where
            if place is not wanted.where and place.file:
                place = dataclasses.replace(place, file=str(within / place.file))
            findings.extend([dataclasses.replace(one, where=place)])
    for picture in made.root.iter(t("graphic")):
        if picture.get("url"):
            picture.set("url", str(within / picture.get("url", "")))
    return _Other(made.root, apparatus=edition.apparatus)


def _stop_at_errors(findings: Findings) -> None:
    if findings.errors:
        raise Unusable(findings.errors[0].message)
