"""Notes in the line: as words of the text, or in two small rows (割注)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from edition.typeset.annotation import is_annotated

#: What two rows can hold: words, links and marks, but no readings, pictures or blocks.
PHRASES = frozenset(("p", "span", "a", "em", "i", "b", "strong", "small", "q", "cite"))


def inline(note: Element, *, rows: bool) -> bool:
    """Let a note's paragraphs run on in the line; in two small ``rows`` if it can be set so. Whether it is.

    Its label is no more set off than its call is; in rows it goes, since the note stands where it is called.
    """
    rows = rows and _is_words(note)
    for label in note.iter("a"):
        if "backlink" in label.get("class", "").split():
            label.tail = (label.tail or "").lstrip(" \u3000")
            if rows:
                label[:] = []
                label.text = ""
            break
    note.tag = "span"
    note.set("class", f"{note.get('class', '')} inline")
    for child in list(note):
        if child.tag == "p":
            child.tag = "span"
    if rows:
        in_rows(note, brackets=True)
    return rows


def in_rows(note: Element, *, brackets: bool) -> None:
    """Let a note in the line stand in two small rows, if it is nothing but words; in ``brackets`` of ours."""
    if not _is_words(note):
        return
    note.set("class", f"{note.get('class', '')} warichu")
    if brackets:
        first = note[0] if len(note) else note
        first.text = "（" + (first.text or "")
        last = note[-1] if len(note) else note
        if len(last):
            last[-1].tail = (last[-1].tail or "") + "）"
        else:
            last.text = (last.text or "") + "）"


def _is_words(note: Element) -> bool:
    return all(
        element is note or (element.tag in PHRASES and not is_annotated(f"{element.text}{element.tail}"))
        for element in note.iter()
    ) and not is_annotated(note.text or "")
