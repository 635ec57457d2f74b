"""A TEI source all the way: read, made a document, written, read again, proved and validated."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from edition import tei
from edition.diagnostics import Findings
from edition.ingest import document, ledger, proof, tei_source
from edition.ingest.reading import Reading

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>題</title><author>人</author></titleStmt><publicationStmt><p>x</p>"
    "</publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>"
)


@dataclass(frozen=True, slots=True)
class Whole:
    """A reading, the document of it as it is on disk, and all findings."""

    reading: Reading
    root: etree._Element
    findings: Findings

    @property
    def codes(self) -> list[str]:
        """The codes of the findings, each once, in order."""
        return sorted({one.code for one in self.findings})

    @property
    def body(self) -> etree._Element:
        """The body of the document."""
        found = self.root.find(".//{*}body")
        assert found is not None
        return found

    def xml(self, path: str) -> str:
        """The first element at a path below ``text``, as it is written, without its namespace."""
        found = self.root.find(f".//{{*}}text//{{*}}{path}")
        assert found is not None, tei.serialize(self.root).decode()
        found.tail = None
        return etree.tostring(found, encoding="unicode").replace(' xmlns="http://www.tei-c.org/ns/1.0"', "")


def read(source: str | bytes) -> Whole:
    """Read a source; the proof of its ledger and the profile's grammar add their findings."""
    data = source.encode() if isinstance(source, str) else source
    findings = Findings()
    reading = tei_source.read(data, "source.xml", findings)
    facts = [document.Provenance("source.xml", "0", "tei")]
    made = document.document(reading.text, reading.about, reading.header, facts, reading.beside)
    kept = proof.Kept(reading.stream, ledger.ledger("source.xml", "0", "tei", reading.stream, reading.ranges))
    root = tei.parse(tei.serialize(made), "text.xml", findings)
    tei.validate(root, "text.xml", findings)
    proof.prove(root, [kept], findings)
    return Whole(reading, root, findings)


def body(contents: str, header: str = HEADER) -> Whole:
    """Read a document whose body has ``contents``."""
    return read(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{contents}</body></text></TEI>'
    )


def own(whole: Whole) -> list[str]:
    """Errors, and the warnings of the proof: what no source may cause that can be read."""
    return [
        f"{one.code} {one.message}"
        for one in whole.findings
        if one.severity == "error" or one.code in ("ING-056",)
    ]
