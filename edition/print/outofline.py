"""Notes that the source has in its lines, where the edition wants them elsewhere: a call in the line, and the note apart."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from edition.print.warichu import in_rows
from edition.render.notes import MARKS


def take_out(section: Element, place_of: Callable[[Element], str | None]) -> None:
    """Make a call and a note of each note in a line whose series has another place; done in place.

    ``place_of`` is the place that the edition gives a note's series, None where it gives none: then the note stays.
    The notes wait at the end of the section, as others do. One that is to stand in the line is set in two rows there.
    """
    parents = {child: parent for parent in section.iter() for child in parent}
    numbers: dict[str, int] = {}
    for note in section.iter("aside"):
        if (note.get("data-n") or "").isdecimal():
            series = _series(note)
            numbers[series] = max(numbers.get(series, 0), int(note.get("data-n", "0")))
    box: Element | None = None
    for note in [span for span in section.iter("span") if {"note", "inline"} <= _classes(span)]:
        place = place_of(note)
        if place in (None, "inline"):
            if place:
                in_rows(note, brackets=False)
            continue
        series = _series(note)
        numbers[series] = numbers.get(series, 0) + 1
        mark = MARKS.get(series, MARKS["author"]).format(numbers[series])
        name = note.get("id") or f"in-line-{series}-{numbers[series]}"
        call = Element("a", {"class": f"noteref {series}", "id": f"call-{name}", "href": f"#{name}"})
        call.text, call.tail = mark, note.tail
        parent = parents[note]
        parent[list(parent).index(note)] = call
        if box is None:
            box = SubElement(section, "section", {"class": "notes"})
        aside = SubElement(box, "aside", {"class": f"note {series}", "id": name, "data-place": "foot"})
        paragraph = SubElement(aside, "p")
        label = SubElement(paragraph, "a", {"class": "backlink", "href": f"#call-{name}"})
        label.text, label.tail = mark, note.text
        for child in list(note):
            paragraph.append(child)
            parents[child] = paragraph


def _classes(element: Element) -> set[str]:
    return set(element.get("class", "").split())


def _series(element: Element) -> str:
    names = element.get("class", "").split()
    return next((name for name in names if name not in ("note", "inline")), "note")
