"""The text in TEI that an e-book of ours carries: it comes back as it was.

It is in the profile already, so nothing is fitted; every element and every word stands where it stood. What
editors added to the source (corrections, notes of their own, variants) is no part of the source here either,
and the ledger says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.diagnostics import Findings, Unusable
from edition.ingest.reading import Range, Reading
from edition.ingest.strings import BLOCKS, ELEMENTS_ONLY, NOT_OF_SOURCE, XML_WRAP
from edition.ingest.tei_source import about, attributes, characters, parse, write
from edition.ingest.tei_source.tree import Element, Run, says
from edition.tei import NSMAP, XML_ID, XML_LANG, t, validate
from edition.tei import parse as parse_tei
from edition.tei.reading import parted

_DAY: Final = len("2026-04-01")
_QUALIFIED: Final = {"xml:id": XML_ID, "xml:lang": XML_LANG}


def decode(data: bytes, file: str) -> str:
    """The characters of the carried document; "" where it is no document of the profile, and the pages are read."""
    trial = Findings()
    try:
        text = characters.decode(data, file, trial)
        root = parse_tei(data, file, trial)
        validate(root, file, trial)
    except Unusable:
        return ""
    return "" if trial.errors or next(root.iter(t("text")), None) is None else text


def is_corpus(text: str, file: str, findings: Findings) -> bool:
    """Whether a carried document is a reader's: several texts, which come back as the parts of one."""
    return parse_tei(text.encode(), file, findings).find(t("text")) is None


def read(text: str, file: str, findings: Findings) -> Reading:
    """A carried document, read."""
    parsed = parse.parse(text, file, findings)
    source = next(one for one in parsed.root.elements() if one.name == "text")
    pen = _Pen(text)
    made = pen.element(source, "", "text")
    of_text = {id(run) for run in source.runs()}
    outside = [run for run in parsed.root.runs() if id(run) not in of_text]
    ranges = pen.ranges() + write.markup(parsed.markup) + write.beside(outside, text)
    ranges.sort(key=lambda one: (one.start, one.end))
    header = next((one for one in parsed.root.elements() if one.name == "teiHeader"), None)
    root = parse_tei(text.encode(), file, findings)
    said = about.about(parsed.root, header, text)
    # Who had a part in it stands in the header with the ids that layers know.
    said.people, said.creator = [], ""
    published = root.find(f"{t('teiHeader')}/{t('fileDesc')}/{t('publicationStmt')}")
    if published is not None:
        said.identifier = "".join(published.findtext(t("idno"), "").split())
        dated = published.find(t("date"))
        when = "" if dated is None else str(dated.get("when", ""))
        said.date = when if attributes.is_day(when) and len(when) == _DAY else ""
    return Reading(
        text,
        made,
        ranges,
        said,
        header=root.find(t("teiHeader")),
        beside=[one for one in root if one.tag in (t("facsimile"), t("standOff"))],
    )


@dataclass(slots=True)
class _Words:
    """Words that stand together in one flow: where they are, what holds them, what became of them."""

    words: str
    run: Run | None
    holder: etree._Element | None
    became: str


@dataclass(slots=True)
class _Pen:
    """Writes the tree as it is, and keeps its words by the flows of the proof (strings.py)."""

    stream: str
    text: list[_Words] = field(default_factory=list)
    furniture: list[_Words] = field(default_factory=list)
    notes: dict[int, list[_Words]] = field(default_factory=dict)
    others: list[Range] = field(default_factory=list)

    def element(self, one: Element, note: str, became: str) -> etree._Element:
        made = etree.Element(t(one.name), nsmap=NSMAP)
        for name, value in one.attributes.items():
            made.set(_QUALIFIED.get(name, name), value)
        self._contents(one, made, None, self.text, became)
        return made

    def _contents(
        self,
        one: Element,
        made: etree._Element,
        holder: etree._Element | None,
        flow: list[_Words],
        became: str,
    ) -> None:
        if XML_ID in made.attrib:
            holder = made
        if one.name == "fw":
            flow, became = self.furniture, "furniture"
        elif one.name == "note" and became != "layer":
            if one.attributes.get("place") != "inline":
                flow = self.notes.setdefault(id(one), [])
            became = "note"
        if one.name in NOT_OF_SOURCE or (one.name == "note" and "resp" in one.attributes):
            became = "layer"
        block = one.name in BLOCKS
        if block:
            flow.append(_Words("", None, holder, became))
        last: etree._Element | None = None
        for child in one.children:
            if isinstance(child, Run):
                words = says(child, self.stream).replace("\r\n", "\n").replace("\r", "\n")
                if last is None:
                    made.text = (made.text or "") + words
                else:
                    last.tail = (last.tail or "") + words
                self._words(one, child, words, holder, flow, became)
                continue
            last = etree.SubElement(made, t(child.name))
            for name, value in child.attributes.items():
                last.set(_QUALIFIED.get(name, name), value)
            self._contents(child, last, holder, flow, became)
        if block:
            flow.append(_Words("", None, holder, became))

    def _words(
        self,
        one: Element,
        run: Run,
        words: str,
        holder: etree._Element | None,
        flow: list[_Words],
        became: str,
    ) -> None:
        if became == "layer":
            self.others.append(Range(run.start, run.end, "layer", holder, "", "added by an editor"))
        elif one.name in ELEMENTS_ONLY and not words.strip():
            self.others.append(Range(run.start, run.end, "space", holder, ""))
        else:
            flow.append(_Words(words, run, holder, became))

    def ranges(self) -> list[Range]:
        """The ranges of all words: breaks of the file's lines as the proof reads them."""
        made = list(self.others)
        for flow in (self.text, self.furniture, *self.notes.values()):
            for index in range(len(flow)):
                made += self._of(flow, index)
        return made

    def _of(self, flow: list[_Words], index: int) -> Iterator[Range]:
        piece = flow[index]
        run = piece.run
        if run is None:
            return
        if run.reading is not None or "\n" not in piece.words:
            yield Range(run.start, run.end, piece.became, piece.holder, run.reading)
            return
        original = self.stream[run.start : run.end]
        at = 0
        for wrap in XML_WRAP.finditer(original):
            if wrap.start() > at:
                yield Range(run.start + at, run.start + wrap.start(), piece.became, piece.holder)
            before = original[max(0, wrap.start() - 1) : wrap.start()] or (
                flow[index - 1].words[-1:] if index else ""
            )
            after = original[wrap.end() : wrap.end() + 1] or (
                flow[index + 1].words[:1] if index + 1 < len(flow) else ""
            )
            start, end = run.start + wrap.start(), run.start + wrap.end()
            if before and after and parted(before, after):
                yield Range(start, end, piece.became, piece.holder, " ", "wrap")
            else:
                yield Range(start, end, "space", piece.holder, "")
            at = wrap.end()
        if at < len(original):
            yield Range(run.start + at, run.end, piece.became, piece.holder)


def pictures(root: etree._Element) -> list[str]:
    """The paths of the pictures that a document names."""
    return sorted({str(one.get("url")) for one in root.iter(t("graphic")) if one.get("url")})
