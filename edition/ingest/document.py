"""A complete TEI document around a text that was read: the header says what there is to say, no more."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.ingest.reading import About
from edition.tei import EDITION_NS, NSMAP, XML_LANG, t

_SOURCE = f"{{{EDITION_NS}}}source"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a text was ingested from, as the header keeps it: an ``ed:source`` in ``xenoData`` for each file.

    ``encoding`` is "" for UTF-8 and for what is no text, ``rules`` names the rules of normalisation that were
    asked for.
    """

    file: str
    sha256: str
    format: str
    encoding: str = ""
    rules: Sequence[str] = ()

    def element(self) -> etree._Element:
        """As it is written; what there is nothing to say of is left out."""
        attributes = {"file": self.file, "sha256": self.sha256, "format": self.format}
        if self.encoding:
            attributes["encoding"] = self.encoding
        if self.rules:
            attributes["normalize"] = " ".join(self.rules)
        return etree.Element(_SOURCE, attributes, nsmap={"ed": EDITION_NS})


def provenance(root: etree._Element) -> list[Provenance]:
    """What a document was ingested from, in order; empty for one that was written as TEI."""
    return [
        Provenance(
            str(one.get("file", "")),
            str(one.get("sha256", "")),
            str(one.get("format", "")),
            str(one.get("encoding", "")),
            tuple(str(one.get("normalize", "")).split()),
        )
        for one in root.iter(_SOURCE)
    ]


def record(root: etree._Element, counts: Sequence[Mapping[str, int]]) -> None:
    """The ledgers in figures, beside what each source was."""
    for element, ledger in zip(root.iter(_SOURCE), counts, strict=True):
        for name, count in ledger.items():
            element.set("characters" if name == "source" else name, str(count))


def document(
    text: etree._Element,
    about: About,
    header: etree._Element | None,
    sources: Sequence[Provenance],
    beside: Sequence[etree._Element] = (),
) -> etree._Element:
    """``TEI`` with ``text``. A ``header`` that the source brought is kept; else one is made of ``about``.

    ``beside`` stands between the two (``facsimile``, ``standOff``).
    """
    root = etree.Element(t("TEI"), nsmap=NSMAP)
    root.set(XML_LANG, about.language or "ja")
    head = _header(about, sources) if header is None else copy.deepcopy(header)
    root.append(head)
    # Of an earlier ingest of the same file.
    for stale in list(head.iter(_SOURCE)):
        parent = stale.getparent()
        if parent is not None:
            parent.remove(stale)
            if not len(parent) and (parent_of := parent.getparent()) is not None:
                parent_of.remove(parent)
    # P5 wants what was done to a document last.
    changes = head.find(t("revisionDesc"))
    for one in sources:
        data = etree.Element(t("xenoData"))
        data.append(one.element())
        if changes is None:
            head.append(data)
        else:
            changes.addprevious(data)
    root.extend(copy.deepcopy(one) for one in beside)
    root.append(text)
    return root


def _header(about: About, sources: Sequence[Provenance]) -> etree._Element:
    header = etree.Element(t("teiHeader"), nsmap=NSMAP)
    description = etree.SubElement(header, t("fileDesc"))
    titles = etree.SubElement(description, t("titleStmt"))
    etree.SubElement(titles, t("title"), type="main").text = about.title
    if about.creator:
        etree.SubElement(titles, t("author")).text = about.creator
    for role, name in about.people:
        if role == "author":
            etree.SubElement(titles, t("author")).text = name
        else:
            etree.SubElement(titles, t("editor"), role=role).text = name
    publication = etree.SubElement(description, t("publicationStmt"))
    etree.SubElement(publication, t("p")).text = "Not published."
    origin = etree.SubElement(description, t("sourceDesc"))
    names = ", ".join(one.file for one in sources)
    etree.SubElement(origin, t("p")).text = f"Ingested from {names}."
    return header
