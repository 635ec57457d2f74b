"""A source as it comes, to TEI: every character keeps a place.

recognise     recognise.py    which format it is of
decode        source.py       bytes to characters (encoding.py)
read          printed/ …      one of the formats: TEI, and ranges of the source (reading.py, writer.py)
normalise     normalize.py    the forms that were asked for, beside those of the source
identity      identity.py     ids of an earlier ingest are found again
document      document.py     the header, and what the text was made from
ledger        ledger.py       the ranges, written down
proof         proof.py        the proof that nothing is lost
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.ingest import document, encoding, identity, ledger, proof, recognise, together
from edition.ingest.document import Provenance, provenance
from edition.ingest.ledger import Ledger, Tally
from edition.ingest.reading import About, Reading
from edition.ingest.recognise import FORMATS
from edition.ingest.writing import Writing, judge
from edition.tei import serialize

# What an encoding is recorded of: the formats that are decoded here.
_DECODED = frozenset({"pdf-text", "aozora", "markdown"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to ingest: its name, for findings and the header, and its bytes; the format if it was said."""

    file: str
    data: bytes
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of the sources: a complete TEI document, the ledgers, and what the sources say of themselves."""

    root: etree._Element
    #: ``root`` as text.xml has it.
    data: bytes
    ledger: Tally
    ledgers: Sequence[Ledger]
    about: About
    writing: Writing
    #: Files for the edition's folder, by their paths in it.
    pictures: Mapping[str, bytes]
    layers: Mapping[str, str]
    #: Pictures that stand beside the sources: where they go, and the source's name with their paths beside it.
    wants: Mapping[str, tuple[str, str]]

    @property
    def title(self) -> str:
        """The title that the source gives itself; "" for none."""
        return self.about.title

    @property
    def creator(self) -> str:
        """The author that the source names; "" for none."""
        return self.about.creator

    @property
    def ledger_files(self) -> dict[str, bytes]:
        """The ledgers as files, by the names of their sources."""
        return {one.file: ledger.write(one).encode() for one in self.ledgers}

    @property
    def format(self) -> str:
        """What the first source was read as."""
        return self.ledgers[0].format


def ingest(
    data: bytes,
    file: str,
    findings: Findings,
    *,
    format: str | None = None,
    previous: etree._Element | None = None,
    rules: Sequence[str] = (),
) -> Ingested:
    """TEI from one source; see :func:`ingest_all`."""
    return ingest_all([Source(file, data, format)], findings, previous=previous, rules=rules)


def ingest_all(
    sources: Sequence[Source],
    findings: Findings,
    *,
    previous: etree._Element | None = None,
    rules: Sequence[str] = (),
) -> Ingested:
    """One TEI document from the bytes of sources, in their order.

    ``previous`` is the document that an earlier ingest of them made: blocks with the same words keep their ids.
    ``rules`` are names of ``normalize.RULES``. Raises ``Unusable`` where a source cannot be read at all,
    ValueError for a format that is not one of FORMATS and for a rule that is not known.
    """
    readings = [_read(source, rules, findings) for source in sources]
    found = together.join([reading for _, reading in readings], [source.file for source in sources])
    about = found.about
    if not about.title:
        about = replace(about, title=sources[0].file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    facts = [one for one, _ in readings]
    root = document.document(found.text, about, found.header, facts, found.beside)
    if previous is not None:
        renamed = identity.keep(root, previous)
        found.layers = {path: identity.follow(layer, renamed) for path, layer in found.layers.items()}
    kept = [
        proof.Kept(
            reading.stream, ledger.ledger(one.file, one.sha256, one.format, reading.stream, reading.ranges)
        )
        for one, reading in readings
    ]
    tallies = proof.prove(root, kept, findings)
    document.record(root, [asdict(one) for one in tallies])
    data = serialize(root)
    made = hashlib.sha256(data).hexdigest()
    return Ingested(
        root=root,
        data=data,
        ledger=sum(tallies, Tally()),
        ledgers=[replace(one.ledger, text=made) for one in kept],
        about=about,
        writing=found.writing or _judged(kept),
        pictures=found.pictures,
        layers=found.layers,
        wants=found.wants,
    )


def made_text(data: bytes, findings: Findings) -> str:
    """The hash of the text.xml that a ledger was written with; raises Unusable where it cannot be read."""
    return ledger.parse(data, "", findings).text


def audit(
    root: etree._Element,
    sources: Mapping[str, bytes],
    ledgers: Mapping[str, bytes],
    findings: Findings,
    *,
    file: str = "text.xml",
) -> Tally:
    """The ledger counted anew, from a document, its sources and their ledgers, by the sources' names.

    Errors: ING-050 to ING-055. Raises ``Unusable`` where a source or a ledger is missing or cannot be read.
    """
    kept = []
    for one in document.provenance(root):
        data, place = sources[one.file], Place(f"source/{one.file}")
        name = f"{place.file}{ledger.SUFFIX}"
        hint = f"edition ingest {place.file} -o . writes it anew, where text.xml was not changed since"
        if one.file not in ledgers:
            raise findings.fatal("ING-052", f"{place.file} has no ledger ({name})", Place(file), hint)
        rows = ledger.parse(ledgers[one.file], name, findings)
        if hashlib.sha256(data).hexdigest() != rows.sha256:
            message = f"{place.file} is not the file that was ingested: its hash is another"
            raise findings.fatal("ING-055", message, place, "put the file back, or ingest it again")
        if rows.format not in FORMATS:
            raise findings.fatal("ING-053", f"{rows.format} is no known format", Place(name, 2), hint)
        # What is doubtful in a source was said when it was ingested.
        doubts = Findings()
        stream = recognise.load(rows.format).stream(data, one.file, doubts)
        kept.append(proof.Kept(stream, rows))
    return sum(proof.prove(root, kept, findings, file=file), Tally())


def _read(source: Source, rules: Sequence[str], findings: Findings) -> tuple[Provenance, Reading]:
    if source.format is not None and source.format not in FORMATS:
        raise ValueError(f"{source.format!r} is not one of {', '.join(FORMATS)}")
    name = source.format or recognise.recognise(source.data, source.file, findings)
    reading = recognise.load(name).read(source.data, source.file, findings)
    # Of an archive the text in it is decoded, by its own reader.
    decoded = name in _DECODED and not source.data.startswith(b"PK\x03\x04")
    code = encoding.guess(source.data).name if decoded else encoding.UTF_8
    sha256 = hashlib.sha256(source.data).hexdigest()
    if rules:
        # Its tables and patterns are long, and a build needs none of them.
        from edition.ingest import normalize

        normalize.normalize(reading.text, rules)
    return Provenance(source.file, sha256, name, "" if code == encoding.UTF_8 else code, rules), reading


def _judged(kept: Sequence[proof.Kept]) -> Writing:
    """The direction, by the words."""
    words: dict[str, list[str]] = {"text": [], "note": []}
    for one in kept:
        for row in one.ledger.rows:
            if row.became in words:
                words[row.became].append(row.words(one.stream))
    return judge("".join(words["text"]), "".join(words["note"]))


__all__ = [
    "FORMATS",
    "Ingested",
    "Ledger",
    "Provenance",
    "Source",
    "Tally",
    "audit",
    "ingest",
    "ingest_all",
    "made_text",
    "provenance",
]
