"""What a text is read as, in a form that can be compared at a glance."""

from __future__ import annotations

import re

from lxml import etree

from edition.diagnostics import Findings
from edition.ingest import Ingested, ingest
from edition.ingest.aozora import read
from edition.tei import validate

_NOISE = re.compile(r' xmlns="[^"]*"| xml:id="[^"]*"')


def body(text: str, findings: Findings | None = None) -> str:
    """The body of a text as XML without ids; its range of characters is proved to be whole."""
    reading = read(text.encode(), "x.txt", findings if findings is not None else Findings())
    at = 0
    for one in reading.ranges:
        assert one.start == at
        at = one.end
    assert at == len(reading.stream)
    inner = "".join(etree.tostring(child, encoding="unicode") for child in reading.text[0])
    return _NOISE.sub("", inner).replace("></g>", "/>")


def paragraph(line: str) -> str:
    """What stands in the paragraph that a line is read as."""
    found = re.fullmatch(r'<div type="chapter"><p>(.*)</p></div>', body("　" + line + "\n"))
    assert found is not None, body("　" + line + "\n")
    return found[1]


def proved(text: str | bytes) -> tuple[Ingested, Findings]:
    """A text through the whole recipe: valid, and nothing of it lost."""
    findings = Findings()
    made = ingest(text if isinstance(text, bytes) else text.encode(), "x.txt", findings, format="aozora")
    validate(made.root, "text.xml", findings)
    assert [one for one in findings if one.severity == "error" or one.code in ("ING-056", "TEI-014")] == []
    assert made.ledger.unaccounted == 0
    return made, findings
