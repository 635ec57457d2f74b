"""Warichu (割注) in one row: what was told from the text by its two rows is told by brackets."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.xhtml import h, plain

_OPENING: Final = "（〔［(["
_CLOSING: Final = "）〕］)]"


def tell_apart(section: etree._Element) -> None:
    """Mark each warichu that has no brackets of its own, in or round it, ``bare``: the style sheet gives it some."""
    for note in section.iter(h("span")):
        if "warichu" in (note.get("class") or "").split() and not _has_brackets(note):
            note.set("class", f"{note.get('class')} bare")


def _has_brackets(note: etree._Element) -> bool:
    words = plain(note)
    if words[:1] in _OPENING and words[-1:] in _CLOSING:
        return True
    earlier, parent = note.getprevious(), note.getparent()
    before = earlier.tail if earlier is not None else parent.text if parent is not None else None
    return (before or " ")[-1] in _OPENING and (note.tail or " ")[0] in _CLOSING
