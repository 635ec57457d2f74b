"""Notes in the page trees: each moved to its call or to the end that it comes after, with the mark that it shall have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from lxml import etree

from edition.print.interlinear import between_lines
from edition.print.layout import NotePlace, NoteSeries
from edition.print.notemarks import form
from edition.print.outofline import take_out
from edition.print.warichu import inline
from edition.render import Document
from edition.render.notes import MARKS, NOTES_TITLE

if TYPE_CHECKING:
    from edition.print.book import Filler, Part
    from edition.typeset.weasy import Stretch

#: Places on the page of a note's call.
_AREAS = ("foot", "head", "side")
#: The rank of a series that [layout.notes] does not name: after all that it does.
UNNAMED = 1000


@dataclass(slots=True)
class Places:
    """Where notes stand: the place of each series that has one, and what else is said of a series, in their order."""

    places: Mapping[str, NotePlace] = field(default_factory=dict)
    series: Mapping[str, NoteSeries] = field(default_factory=dict)
    #: The ids of notes that do not fit between the lines.
    unfit: list[str] = field(default_factory=list)

    def of(self, note: Element) -> NotePlace:
        """A note's place: its series', else where the source had it, else the foot."""
        given = self.places.get(series_of(note))
        if given:
            return given
        source = note.get("data-place", "")
        if source == "end":
            return "end"
        return "inline" if source == "inline" else "foot"

    def said(self, note: Element) -> NoteSeries:
        """What is said of a note's series."""
        return self.series.get(series_of(note), NoteSeries())

    def ranks(self) -> dict[str, int]:
        """The order of the series."""
        return {name: rank for rank, name in enumerate(dict.fromkeys((*self.series, *self.places)))}

    def rank(self, note: Element) -> int:
        """The order of a note's series among all."""
        return self.ranks().get(series_of(note), UNNAMED)


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def series_of(element: Element) -> str:
    """The series of a note or of a call."""
    return next((name for name in classes(element) if name not in ("note", "noteref", "inline")), "note")


def place_notes(section: Element, places: Places) -> set[NotePlace]:
    """Move each note of a document to its first call, unless it stands at an end; the places that were needed.

    Notes that come after the whole book wait in a list of the class ``after-book`` (:func:`after_book`).
    """
    take_out(section, lambda note: places.places.get(series_of(note)))
    gathered: dict[str, Element] = {}
    homes: dict[str, Element] = {}
    used: set[NotePlace] = set()
    ends: list[Element] = []
    for box in _boxes(section):
        for note in list(box):
            place = places.of(note)
            used.add(place)
            name = note.get("id", "")
            homes[name] = box
            if place == "end":
                ends.append(note)
            else:
                gathered[name] = note
    parents = {child: parent for parent in section.iter() for child in parent}
    times = Counter(call.get("href", "")[1:] for call in calls(section))
    firsts: dict[str, Element] = {}
    for call in list(calls(section)):
        name = call.get("href", "")[1:]
        firsts.setdefault(name, call)
        if name not in gathered:
            continue
        note = gathered.pop(name)
        homes[name].remove(note)
        parent, place = parents[call], places.of(note)
        if place == "interlinear":
            if times[name] == 1 and between_lines(note, call, parent):
                continue
            places.unfit.append(name)
            place = "foot"
            used.add(place)
        note.tail, call.tail = call.tail, None
        rows = place == "inline" and inline(note, rows=series_of(note) in places.places)
        if place in _AREAS:
            _set_off_label(note)
            note.set("data-area", place)
            if places.said(note).run_in:
                note.set("class", f"{note.get('class', '')} run-in")
        parent.insert(list(parent).index(call) + 1, note)
        parents[note] = parent
        if rows and times[name] == 1:
            parent.remove(call)
    waiting = _place_ends(ends, homes, firsts, parents, places)
    for parent in list(section.iter()):
        for box in list(parent):
            if _is_box(box) and len(box) == 0:
                parent.remove(box)
    if waiting:
        SubElement(section, "section", {"class": "notes after-book"}).extend(waiting)
    return used


def _is_box(element: Element) -> bool:
    return element.tag == "section" and "notes" in classes(element)


def _boxes(section: Element) -> list[Element]:
    """The lists of notes in a document."""
    return [box for box in section.iter("section") if _is_box(box)]


def calls(section: Element) -> Iterator[Element]:
    """The calls of notes in a tree, in order."""
    return (link for link in section.iter("a") if "noteref" in classes(link))


def _place_ends(
    ends: Sequence[Element],
    homes: Mapping[str, Element],
    firsts: Mapping[str, Element],
    parents: Mapping[Element, Element],
    places: Places,
) -> list[Element]:
    """Put notes at the ends of their sections, each series by itself; give back those that come after the book."""
    waiting: list[Element] = []
    lists: dict[tuple[int, int], Element] = {}
    alone: dict[int, set[int]] = {}
    for note in ends:
        alone.setdefault(id(homes[note.get("id", "")]), set()).add(places.rank(note))
    for note in sorted(ends, key=places.rank):
        name = note.get("id", "")
        home = homes[name]
        after = places.said(note).after
        if after == "book":
            home.remove(note)
            waiting.append(note)
            continue
        parent = parents[home]
        if after == "section" and name in firsts:
            parent = _section(firsts[name], parents) or parent
        if parent is parents[home] and len(alone[id(home)]) == 1:
            continue
        key = (id(parent), places.rank(note))
        if key not in lists:
            lists[key] = Element("section", {**home.attrib, "class": "notes"})
            lists[key].attrib.pop("id", None)
            parent.append(lists[key])
        home.remove(note)
        lists[key].append(note)
    return waiting


def _section(call: Element, parents: Mapping[Element, Element]) -> Element | None:
    """The innermost section of the text around a call."""
    at: Element | None = call
    while at is not None:
        if at.tag == "section" and not _is_box(at):
            return at
        at = parents.get(at)
    return None


def _set_off_label(note: Element) -> None:
    """The space between a note's label and its text, where the print's own was layout."""
    for label in note.iter("a"):
        if "backlink" in classes(label):
            if not (label.tail or "").startswith((" ", "\u3000")):
                label.tail = "\u3000" + (label.tail or "")
            return


def after_book(trees: Sequence[tuple[Document, Element]], language: str) -> tuple[Document, Element] | None:
    """Take the notes that come after the whole book from the documents' trees into one of their own."""
    lists: list[tuple[Document, Element]] = []
    for document, tree in trees:
        for parent in list(tree.iter()):
            for box in list(parent):
                if _is_box(box) and "after-book" in classes(box):
                    parent.remove(box)
                    lists.append((document, box))
    if not lists:
        return None
    html = Element("html", {"lang": language})
    SubElement(SubElement(html, "head"), "title").text = NOTES_TITLE
    body = SubElement(html, "body", {"class": "print back"})
    section = SubElement(body, "section", {"class": "chapter back", "id": "notes-after-book"})
    SubElement(section, "h1", {"class": "head"}).text = NOTES_TITLE
    for document, box in lists:
        inner = SubElement(section, "section", {"class": "section"})
        if len(lists) > 1:
            SubElement(inner, "h2", {"class": "head"}).text = document.title
        box.set("class", "notes")
        inner.append(box)
    # What the e-book has of it stands in its chapters.
    return Document("notes-after-book", "back", NOTES_TITLE, etree.Element("section")), html


# Marks.


def number(trees: Iterable[Element], places: Places) -> None:
    """Number the notes of series that are to be numbered anew through their chapters or through the book.

    Where they are numbered by the page, they get the numbers of their chapter until the pages are known.
    """
    counts: dict[tuple[str, int], int] = {}
    shown: dict[str, str] = {}
    for chapter, tree in enumerate(trees):
        for call in calls(tree):
            series = series_of(call)
            said = places.series.get(series)
            if said is None or not (said.mark or said.numbering):
                continue
            name = call.get("href", "")
            if name not in shown:
                key = (series, 0 if said.numbering == "book" else chapter)
                counts[key] = counts.get(key, 0) + 1
                shown[name] = _form(series, said)(counts[key])
            _write(call, shown[name])
        _write_labels(tree, shown)


def by_page(places: Places) -> list[Filler]:
    """What numbers notes by the page when the pages are known."""
    wanted = {name: said for name, said in places.series.items() if said.numbering == "page"}
    if not wanted:
        return []

    def fill(parts: Sequence[Part], where: Mapping[str, Stretch]) -> set[int]:
        changed: set[int] = set()
        counts: dict[tuple[str, int], int] = {}
        shown: dict[str, str] = {}
        for index, part in enumerate(parts):
            mine: dict[str, str] = {}
            for call in calls(part.tree):
                series, name = series_of(call), call.get("href", "")
                stretch = where.get(call.get("id", ""))
                if series not in wanted or (stretch is None and name not in shown):
                    continue
                if name not in shown and stretch is not None:
                    key = (series, stretch.first.page)
                    counts[key] = counts.get(key, 0) + 1
                    shown[name] = _form(series, wanted[series])(counts[key])
                mine[name] = shown[name]
                if _write(call, shown[name]):
                    changed.add(index)
            if _write_labels(part.tree, mine):
                changed.add(index)
        return changed

    return [fill]


def _form(series: str, said: NoteSeries) -> Callable[[int], str]:
    return form(said.mark or MARKS.get(series, MARKS["author"]).replace("{}", "1"))


def _write(link: Element, mark: str) -> bool:
    """Let a call or a label be ``mark``; whether it was another."""
    if not len(link) and link.text == mark:
        return False
    link[:] = []
    link.text = mark
    return True


def _write_labels(tree: Element, shown: Mapping[str, str]) -> bool:
    changed = False
    for note in tree.iter("aside"):
        mark = shown.get(f"#{note.get('id', '')}")
        if mark is None:
            continue
        label = next((link for link in note.iter("a") if "backlink" in classes(link)), None)
        if label is not None and _write(label, mark):
            changed = True
    return changed
