"""Walking the TEI tree: each element goes to the handler that the table names for it.

A handler takes the walk and an element and returns a run of XHTML content. The walk carries what handlers
share: ids, the notes of the document in hand, the source's pages, findings. An element that no handler knows
is rendered as its content, with a finding; nothing of the text is ever dropped for want of a handler.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.render.apparatus import Apparatus
from edition.render.ids import Ids
from edition.render.model import PageTarget
from edition.render.xhtml import XML_LANG, Content, is_block, make
from edition.tei.names import XML_ID, local


@dataclass(slots=True)
class Emendation:
    """One choice between the source's form and ours; ``where`` is the id of the place in the text.

    ``kind`` is "emendation" or "normalization", ``rule`` the name of the rule that made a normalised form, ``why``
    the editor's reason, where the list is to tell it.
    """

    where: str
    entry: str
    document: str
    source: str
    reading: str
    responsible: str
    kind: str = "emendation"
    rule: str = ""
    why: str = ""


@dataclass(slots=True)
class Reading:
    """What witnesses have: ``sigla`` as (siglum, id), ``elsewhere`` the entry that has the words at their place."""

    content: Content
    sigla: list[tuple[str, str]]
    elsewhere: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Variant:
    """One entry of the apparatus: the reading of the text and those of other witnesses.

    ``end`` are the last words of a lemma that goes on in other paragraphs, which stand in the element ``until``.
    """

    where: str
    entry: str
    document: str
    layer: str
    lemma: str
    end: str
    until: str
    witnesses: list[tuple[str, str]]
    readings: list[Reading]
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Walk:
    """The state of one rendering. ``depth`` is the number of divisions that are open."""

    root: etree._Element
    findings: Findings
    handlers: Mapping[str, Handler]
    ids: Ids
    by_id: Mapping[str, etree._Element]
    people: Mapping[str, str]
    #: Ids that something in the text leads to.
    targets: frozenset[str] = frozenset()
    #: Divisions that are documents of their own, left out where they stand.
    apart: list[etree._Element] = field(default_factory=list)
    depth: int = 0
    page: str = ""
    document: str = ""
    pages: list[PageTarget] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    emendations: list[Emendation] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)
    #: What the edition wants of its apparatus.
    apparatus: Apparatus = field(default_factory=Apparatus)
    #: The ids of all witnesses, and those that have a gap around an entry, by its id.
    witnesses: tuple[str, ...] = ()
    lacunae: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: Why an editor decided something, by its id; only where the book is to tell it.
    reasons: Mapping[str, str] = field(default_factory=dict)
    #: Notes of the document in hand, in the order of their calls; None while a note is being rendered.
    notes: list[etree._Element | None] = field(default_factory=list)
    #: Calls that have been rendered: id of the note -> id of its first call.
    calls: dict[str, str] = field(default_factory=dict)
    #: The note of each mark printed at a call: id of the note -> the ``ref`` elements that call it.
    marks: Mapping[str, list[etree._Element]] = field(default_factory=dict)
    #: Running numbers of notes that have none, by series, for the document in hand.
    numbers: dict[str, int] = field(default_factory=dict)
    #: Names of elements already reported as unknown.
    unknown: set[str] = field(default_factory=set)

    def content(self, element: etree._Element) -> Content:
        """What is in an element."""
        run: Content = [element.text] if element.text else []
        for child in element:
            run.extend(self.one(child))
            if child.tail:
                run.append(child.tail)
        return run

    def one(self, element: etree._Element) -> Content:
        """One element, without its tail. Comments and processing instructions give nothing."""
        name = local(element.tag)
        if not name or element in self.apart:
            return []
        handler = self.handlers.get(name)
        if handler is None:
            if name not in self.unknown:
                self.unknown.add(name)
                # Of a document that was validated this has been said, as an error.
                self.findings.warning(
                    "TEI-010",
                    f"not in the TEI profile: only the content of <{name}> can be rendered",
                    self.place(element),
                    "use an element of the profile, or seg with a type",
                )
            return passage(self, element)
        return handler(self, element)

    def place(self, element: etree._Element) -> Place:
        """Where an element stands in the TEI: its line, and the nearest id around it."""
        holder: etree._Element | None = element
        while holder is not None and XML_ID not in holder.attrib:
            holder = holder.getparent()
        line = element.sourceline
        identifier = "" if holder is None else holder.get(XML_ID, "")
        return Place("text.xml", line if isinstance(line, int) else 0, 0, identifier)

    def id(self, element: etree._Element, otherwise: str = "") -> str:
        """The id of an element, or a new one when ``otherwise`` says how it should be called, or ""."""
        given = element.get(XML_ID)
        if given:
            return given
        return self.ids.new(otherwise) if otherwise else ""

    def who(self, pointers: str) -> str:
        """The names behind ``#ed1 #ed2``; a pointer to nobody known is shown without its sign."""
        return "・".join(self.people.get(word.lstrip("#"), word.lstrip("#")) for word in pointers.split())


Handler = Callable[[Walk, etree._Element], Content]


def language(source: etree._Element, target: etree._Element) -> etree._Element:
    """Carry ``xml:lang`` over to an XHTML element, in both its forms."""
    code = source.get(XML_LANG)
    if code:
        target.set("lang", code)
        target.set(XML_LANG, code)
    return target


def passage(walk: Walk, element: etree._Element) -> Content:
    """The content alone; inside a span where the element has an id or a language of its own."""
    content = walk.content(element)
    if XML_ID not in element.attrib and XML_LANG not in element.attrib:
        return content
    if any(is_block(piece) for piece in content):
        return [language(element, make("div", content, id=walk.id(element)))]
    return [language(element, make("span", content, id=walk.id(element)))]


def nothing(walk: Walk, element: etree._Element) -> Content:
    """For what has no place in the text: furniture of the source's pages, and machinery."""
    return []
