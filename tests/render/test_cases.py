"""Cases of rendering: a piece of TEI and the XHTML that it gives, typed by hand.

A case stands in cases/<chapter of the TEI Guidelines>.case:

    --- name
    see: where the rule lives
    ---- tei        one or more elements, put into a body
    ---- xhtml      what is in the document, a line for each block
    ---- findings   codes, where there are some

Run one with ``pytest -k name``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.render import render

CASES = Path(__file__).parent / "cases"

DOCUMENT = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>例</title><respStmt><resp>editor</resp><name xml:id="ed1">花子</name></respStmt></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>
<encodingDesc><charDecl><char xml:id="g1"><desc>木偏に活</desc><mapping type="standard">栝</mapping></char>
<char xml:id="g2"><desc>示偏に土</desc><figure><graphic url="g2.png"/></figure></char>
</charDecl></encodingDesc></teiHeader><text><body xml:id="body">{}</body></text></TEI>
"""

_NAMESPACES = re.compile(r' xmlns(?::\w+)?="[^"]*"')
_EMPTY = re.compile(r"<(p|span|div)((?: [^<>]*)?)/>")


@dataclass(frozen=True)
class Case:
    name: str
    tei: str
    xhtml: str
    findings: list[str]


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.case")):
        for block in re.split(r"^--- ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, *parts = re.split(r"^---- ", block, flags=re.MULTILINE)
            name, *about = head.strip().splitlines()
            assert about, f"{name}: say where the rule lives"
            fields = {title: body.strip() for title, _, body in (part.partition("\n") for part in parts)}
            yield Case(name, fields["tei"], fields["xhtml"], fields.get("findings", "").split())


def lines(text: str) -> str:
    """XHTML with the line feeds between tags taken out: where a case breaks its lines is for the eye."""
    return re.sub(r">\s*\n\s*<", "><", text.strip())


ALL = list(cases())


def test_names_are_unique() -> None:
    assert len({case.name for case in ALL}) == len(ALL) > 40


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    findings = Findings()
    root = etree.fromstring(DOCUMENT.format(case.tei).encode())
    rendering = render(root, findings, writing="vertical")
    document = next(one for one in rendering.documents if one.type == "chapter")
    section = document.section
    # A case that is a chapter shows it; other cases show what is in the body.
    if section.get("id") == "body":
        text = "".join(etree.tostring(child, encoding="unicode") for child in section)
    else:
        text = etree.tostring(section, encoding="unicode")
    text = _EMPTY.sub(r"<\1\2></\1>", _NAMESPACES.sub("", text))
    assert lines(text) == lines(case.xhtml)
    assert [finding.code for finding in findings] == case.findings
