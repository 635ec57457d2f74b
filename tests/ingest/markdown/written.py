"""Markdown as ingest reads it, with what has to hold for every text."""

from __future__ import annotations

from lxml import etree

from edition import ingest, tei
from edition.diagnostics import Findings
from edition.ingest import markdown
from edition.ingest.reading import Reading
from edition.tei import XML_ID, t

#: Signs that only name what stands beside them: their characters are no words of the text.
NAMING = ("html:", "comment", "link", "picture", "code", "definition", "front-matter", "hard-break")


def read(text: str, findings: Findings | None = None) -> Reading:
    """A text, read; every character must be in one range, and no word in none."""
    reading = markdown.read(text.encode(), "text.md", Findings() if findings is None else findings)
    at = 0
    for one in reading.ranges:
        assert one.start == at
        at = one.end
        if one.became == "space":
            assert not reading.stream[one.start : one.end].replace("\ufeff", "").strip(), one
        elif one.became == "markup" and not one.rule.startswith(NAMING):
            lost = reading.stream[one.start : one.end]
            assert not any(sign.isalnum() for sign in lost) or one.rule == "control-character", one
    assert at == len(reading.stream)
    return reading


def proved(text: str, allowed: str = "") -> etree._Element:
    """The document that ``text`` becomes, valid and with a ledger that holds; no error may be found."""
    findings = Findings()
    made = ingest.ingest(text.encode(), "text.md", findings, format="markdown")
    again = tei.parse(tei.serialize(made.root), "text.xml", findings)
    tei.validate(again, "text.xml", findings)
    errors = [str(one) for one in findings if one.code not in allowed.split() and one.severity == "error"]
    assert errors == []
    return again


def body(text: str) -> str:
    """The inside of the first chapter as XML without namespaces and ids."""
    element = read(text).text.find(f"{t('body')}/{t('div')}")
    assert element is not None
    return inside(element)


def inside(element: etree._Element) -> str:
    """An element's contents as XML without namespaces and ids, ids that are pointed to apart."""
    pointed = {one.get("target", "")[1:] for one in element.iter(t("ref"))}
    made = etree.tostring(element, encoding="unicode")
    copy = etree.fromstring(made)
    for one in copy.iter():
        if one.get(XML_ID) not in pointed:
            one.attrib.pop(XML_ID, None)
        one.tag = one.tag.rpartition("}")[2]
    etree.cleanup_namespaces(copy)
    whole = etree.tostring(copy, encoding="unicode", with_tail=False)
    whole = whole.replace(' xmlns="http://www.tei-c.org/ns/1.0"', "")
    return whole.partition(">")[2].rpartition("<")[0] if "</" in whole else ""


def words(reading: Reading) -> str:
    """The words of the running text and of notes, in the order of the stream."""
    return "".join(
        reading.stream[one.start : one.end] if one.reading is None else one.reading
        for one in reading.ranges
        if one.became in ("text", "note")
    )
