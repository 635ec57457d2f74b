"""TEI: any document of the Text Encoding Initiative's P5, and P4 as far as it goes, into the profile.

characters    characters.py   bytes to characters, by the encoding that the file names
tree          parse.py        XML to elements whose words know their places
names         vocabulary.py   other names for what the profile has
parts         parts.py        header, facsimile, the texts as one
ids           pointers.py     each valid, each once
ruby          ruby.py         one base, its readings
looks         rendition.py    what rend and rendition say, in our words
notes         notes.py        at their calls
breaks        breaks.py       lines of the page, lines of the work, divided words
strict        regular.py      choice, app and others that have one form only
fit           fit.py          every element where the grammar lets it stand
spaces        spaces.py       layout of the file, spaces of the text
header        header.py       what the profile has of it
record        kept.py         everything else
write         write.py        TEI, and the ranges

The stream is the decoded file itself.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.ingest.reading import Reading
from edition.ingest.tei_source import (
    about,
    breaks,
    characters,
    fit,
    header,
    kept,
    notes,
    parse,
    parts,
    pictures,
    pointers,
    regular,
    rendition,
    ruby,
    spaces,
    standing_off,
    vocabulary,
    write,
)
from edition.ingest.tei_source.automaton import automaton
from edition.tei import XML_ID, t

NAME: Final = "tei"

# The first start tag of a document, behind whatever may stand before it.
_HEAD: Final = 64 * 1024
# Each part is atomic: what was taken for a comment is never tried as something longer.
_ROOT: Final = re.compile(
    r"\s*+(?>(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>)\s*+)*+<(?:[\w.-]++:)?+([\w.-]++)",
    re.DOTALL,
)
_ROOTS: Final = frozenset(("TEI", "teiCorpus", "TEI.2", "teiCorpus.2"))


def recognise(data: bytes, file: str) -> float:
    """1 for a document whose outermost element is TEI's, 0 for all else."""
    try:
        head = data[:_HEAD].decode(characters.encoding(data), "ignore")
    except (LookupError, UnicodeError):
        # An encoding that is none is said when the document is read.
        head = data[:_HEAD].decode("latin-1")
    found = _ROOT.match(head.lstrip("\ufeff"))
    return 1.0 if found and found.group(1) in _ROOTS else 0.0


def stream(data: bytes, file: str, findings: Findings) -> str:
    """The characters of the file."""
    return characters.decode(data, file, findings)


def read(data: bytes, file: str, findings: Findings) -> Reading:
    """A TEI document, read. Raises ``Unusable`` after ING-160 to ING-163 or ING-165."""
    source = characters.decode(data, file, findings)
    parsed = parse.parse(source, file, findings)
    root = parsed.root
    if not parsed.namespaced:
        vocabulary.modern(root)
        findings.warning(
            "ING-169",
            "the elements are not in TEI's namespace; they are read as TEI's all the same",
            Place(file, root.line),
            'write xmlns="http://www.tei-c.org/ns/1.0" at the outermost element, if they are',
        )
    record = kept.Kept()
    vocabulary.rename(root)
    found = parts.part(root, source, file, findings, record)
    taken = pointers.mend(root, file, findings)
    of_text = {id(run) for run in found.text.runs()}
    outside = [run for run in root.runs() if id(run) not in of_text]
    text = found.text
    machine = automaton()

    ruby.fit(text, source)
    rendition.fit(text, found.header, source, record)
    wants = pictures.fit(text, file, findings)
    notes.fit(text, source, record, taken)
    breaks.fit(text, source)
    regular.fit(text, source, machine)
    fit.whole(text, source, machine, record)
    head = header.fit(found.header, source, machine, record)
    beside = standing_off.fit(found.beside, source, machine, record)
    ids = pointers.ids_of(text) | {
        str(one.get(XML_ID))
        for part in (head, *beside)
        for one in part.iter(etree.Element)
        if XML_ID in one.attrib
    }
    pointers.loosen(text, ids, file, findings)
    fit.mark(text)
    spaces.fit(text, source)

    named = kept.needing_ids(text, record)
    element, ranges = write.write(text, source, ids | taken, named)
    ranges += write.markup(parsed.markup) + write.beside(outside, source)
    ranges.sort(key=lambda one: (one.start, one.end))
    record.count(text)
    record.report(file, findings)
    data_kept = kept.record(text, record, source)
    if data_kept is not None:
        _append(head, data_kept)
    return Reading(
        source,
        element,
        ranges,
        about=about.about(root, found.header, source),
        header=head,
        wants=wants,
        beside=beside,
    )


def _append(head: etree._Element, data: etree._Element) -> None:
    """Before what was done to the document, which P5 wants last."""
    changes = head.find(t("revisionDesc"))
    if changes is None:
        head.append(data)
    else:
        changes.addprevious(data)


__all__ = ["NAME", "read", "recognise", "stream"]
