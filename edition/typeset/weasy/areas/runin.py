"""Entries that are one paragraph: notes put together before they are laid out."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

#: What stands between two entries.
_BETWEEN = "\u3000"


def run_together(notes: list[Any]) -> Any | None:
    """One note whose only paragraph holds those of all ``notes``; None where one is more than paragraphs.

    Each stays a note in it: something can lead to it, and from it.
    """
    if not notes or not all(map(_is_plain, notes)):
        return None
    first = notes[0]
    paragraph = _parts(first)[0]
    content: list[Any] = []
    for note in notes:
        if content:
            content.append(boxes.TextBox.anonymous_from(paragraph, _BETWEEN))
        inner = [child for part in _parts(note) for child in part.children]
        entry = boxes.InlineBox.anonymous_from(paragraph, inner)
        entry.element, entry.element_tag = note.element, note.element_tag
        entry.style = entry.style.copy()
        entry.style["anchor"] = note.element.get("id")
        content.append(entry)
    made = first.copy_with_children([paragraph.copy_with_children(content)])
    # The entries are the notes.
    made.element_tag = "div"
    made.style = made.style.copy()
    made.style["anchor"] = None
    return made


def _is_plain(note: Any) -> bool:
    parts = _parts(note)
    return bool(parts) and all(
        type(part) is boxes.BlockBox
        and all(isinstance(child, boxes.InlineLevelBox | boxes.TextBox) for child in part.children)
        for part in parts
    )


def _parts(note: Any) -> list[Any]:
    """What is in a note, but for a marker that has no words (::footnote-marker)."""
    return [part for part in note.children if part.children or not isinstance(part, boxes.InlineBox)]
