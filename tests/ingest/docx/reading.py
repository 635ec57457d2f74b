"""What came of a document, in a few words, and the rule that no character is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from edition import tei
from edition.diagnostics import Findings
from edition.ingest import docx
from edition.ingest.ledger import ledger
from edition.ingest.proof import Kept, prove
from edition.ingest.reading import Reading
from edition.tei import NSMAP, t


@dataclass(frozen=True)
class Read:
    """A reading, its TEI as a string without namespaces and ids, the codes of its findings."""

    reading: Reading
    findings: Findings

    @property
    def xml(self) -> str:
        """The inside of ``text``, without ids."""
        inside = "".join(
            etree.tostring(one, encoding="unicode", with_tail=False) for one in self.reading.text
        )
        return re.sub(r' (?:xmlns|xml:id)="[^"]*"', "", inside)

    @property
    def codes(self) -> list[str]:
        return [one.code for one in self.findings]

    @property
    def said(self) -> str:
        return "\n".join(one.message for one in self.findings)


def read(data: bytes) -> Read:
    """Read a document, and prove what holds of every reading: a partition, valid TEI, nothing lost."""
    findings = Findings()
    found = docx.read(data, "source.docx", findings)
    result = Read(found, findings)
    sound(found, data)
    return result


def sound(found: Reading, data: bytes) -> None:
    """The ranges partition the stream; the TEI is in the profile; the ledger proves from the two alone."""
    at = 0
    for one in found.ranges:
        assert one.start == at <= one.end, f"gap or overlap at {at}: {one}"
        at = one.end
    assert at == len(found.stream)
    assert docx.stream(data, "source.docx", Findings()) == found.stream
    root = document(found)
    checked = Findings()
    tei.validate(root, "text.xml", checked)
    assert [one for one in checked if one.code != "TEI-014"] == []
    # As it is on the disk: white space that the serializer adds must not count.
    again = tei.parse(tei.serialize(root), "text.xml", checked)
    rows = ledger("source.docx", "0" * 64, "docx", found.stream, found.ranges)
    tally = prove(again, [Kept(found.stream, rows)], checked)
    assert [one.message for one in checked.errors] == []
    assert sum(one.unaccounted for one in tally) == 0


def document(found: Reading) -> etree._Element:
    """A complete document round a reading's text (which is left where it is)."""
    root = etree.Element(t("TEI"), nsmap=NSMAP)
    header = etree.fromstring(
        f'<teiHeader xmlns="{tei.TEI_NS}"><fileDesc><titleStmt><title>x</title></titleStmt><publicationStmt>'
        "<p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>"
    )
    root.append(header)
    root.append(etree.fromstring(etree.tostring(found.text)))
    return root
