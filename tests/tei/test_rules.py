"""Grammar and rules: findings with lines, one for each fault."""

from __future__ import annotations

import pytest

from edition.diagnostics import Findings
from edition.tei import parse, validate

DOCUMENT = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>題</title></titleStmt>
<publicationStmt><p>For tests.</p></publicationStmt><sourceDesc><p>For tests.</p></sourceDesc></fileDesc>
</teiHeader>
<text><body><div>
{body}
</div></body></text>
</TEI>
"""
# The body begins in this line.
FIRST = 6

CASES = {
    "an element that TEI has not": ("<p>一</p>\n<para>二</para>", "TEI-010", FIRST + 1),
    "a heading after text": ("<p>一</p>\n<head>題</head>", "TEI-010", FIRST + 1),
    "choice without a counterpart": ("<p>\n<choice><sic>字</sic></choice></p>", "TEI-010", FIRST + 1),
    "ruby without its base": ("<p><ruby><rt>かな</rt></ruby></p>", "TEI-010", FIRST),
    "an unknown attribute": ('<p>一</p>\n<p color="red">二</p>', "TEI-010", FIRST + 1),
    "an id twice": ('<p xml:id="p1">一</p>\n<p xml:id="p1">二</p>', "TEI-011", FIRST + 1),
    "a reference to nothing": ('<p>一\n<ref target="#n9">二</ref></p>', "TEI-012", FIRST + 1),
    "one of two pointers to nothing": (
        '<p xml:id="a">一<note target="#a #b">注</note></p>',
        "TEI-012",
        FIRST,
    ),
    "gaiji without its declaration": ('<p>\n<g ref="#g1">※</g></p>', "TEI-012", FIRST + 1),
    "a call of a paragraph": (
        '<p xml:id="p1">一</p>\n<p><ref type="noteref" target="#p1">1</ref></p>',
        "TEI-013",
        FIRST + 1,
    ),
    "a call of nothing": ('<p>一\n<ref type="noteref">1</ref></p>', "TEI-013", FIRST + 1),
    "a note without a call": (
        '<p>一\n<note type="author" place="foot" n="1" xml:id="n1">注</note></p>',
        "TEI-014",
        FIRST + 1,
    ),
}


def _findings(body: str, *, compiled: bool = False) -> list[tuple[str, int]]:
    findings = Findings()
    root = parse(DOCUMENT.format(body=body).encode(), "text.xml", findings)
    validate(root, "text.xml", findings, compiled=compiled)
    assert all(finding.hint and finding.where.file == "text.xml" for finding in findings)
    return [(finding.code, finding.where.line) for finding in findings]


@pytest.mark.parametrize("name", CASES)
def test_one_finding(name: str) -> None:
    body, code, line = CASES[name]
    assert _findings(body) == [(code, line)]


def test_a_good_document_has_none() -> None:
    body = (
        '<p xml:id="p1">一<ref type="noteref" target="#n1">（1）</ref>'
        '<note type="author" place="foot" n="1" xml:id="n1"><label>（1）</label>注</note></p>'
        '<p>二<ref type="note" subtype="unresolved" n="2" xml:id="r2">（2）</ref>'
        '<date from="1900" to="1901">年</date></p>'
    )
    assert _findings(body) == []


def test_several_faults_are_told_together() -> None:
    body = '<p xml:id="a">一</p>\n<p xml:id="a">二</p>\n<nothing/>\n<p><ref target="#no">三</ref></p>'
    assert _findings(body) == [("TEI-010", FIRST + 2), ("TEI-011", FIRST + 1), ("TEI-012", FIRST + 3)]


def test_people_are_looked_for_when_the_document_is_compiled() -> None:
    body = '<p>一<choice><sic>字</sic><corr resp="#ed1">文字</corr></choice></p>'
    assert _findings(body) == []
    assert _findings(body, compiled=True) == [("TEI-012", FIRST)]


def test_an_editors_note_needs_no_call() -> None:
    assert _findings('<p>一<note type="editor" resp="#ed1" place="foot">注</note></p>') == []


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        ("<p>一</p><para>二</para>", "there is no element para in the profile", "here may stand"),
        ("<p>一</p><head>二</head>", "head may not stand here in div", "here may stand"),
        ('<p color="red">二</p>', "p has no attribute color", "it may have cert"),
        ('<p><gap reason="" unit="字 字"/>二</p>', "gap/@unit may not be 「字 字」", "form of the value"),
        ('<p cert="often">二</p>', "p/@cert may not be 「often」", "it may be high, low, medium, unknown"),
        ("<p><choice><sic>字</sic></choice></p>", "choice is not complete", "it needs corr"),
        ("<p><ruby><rt>かな</rt></ruby></p>", "rt may not stand here in ruby", "here may stand rb"),
        ("<list>甲<item>乙</item></list>", "text stands loose in list: 「甲」", "put it into an element"),
        ("<p><graphic/></p>", "graphic may not stand here in p", "here may stand"),
        ("<figure><graphic/></figure>", "graphic lacks its attribute url", "add url"),
    ],
)
def test_the_reason_is_said(body: str, message: str, hint: str) -> None:
    findings = Findings()
    validate(parse(DOCUMENT.format(body=body).encode(), "text.xml", findings), "text.xml", findings)
    assert any(message in finding.message and hint in finding.hint for finding in findings), list(findings)
