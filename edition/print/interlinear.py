"""Notes between the lines (行間注): small, beside the words before their call, as readings stand beside theirs.

A note is half the size of the text, so that two of its characters stand beside each of the text's, and it goes on with
its words from line to line.
"""

from __future__ import annotations

import unicodedata
from xml.etree.ElementTree import Element, SubElement

from edition.print.warichu import PHRASES
from edition.typeset.annotation import is_annotated

#: Characters of a note beside one of the text's.
_EACH = 2


def between_lines(note: Element, call: Element, parent: Element) -> bool:
    """Set a note beside the words before its call; whether there are enough of them, and the note is words only.

    The call goes: the note stands where it is called. What is beside them are letters of one text, without readings.
    """
    words = _words(note)
    if not words:
        return False
    need = -(-len(words) // _EACH)
    at = list(parent).index(call)
    before = (parent[at - 1].tail if at else parent.text) or ""
    base = before[-need:]
    if len(base) < need or any(unicodedata.category(sign) != "Lo" for sign in base):
        return False
    ruby = Element("ruby", {"class": f"{note.get('class', '')} interlinear", "id": note.get("id", "")})
    for place, sign in enumerate(base):
        if place:
            ruby[-1].tail = sign
        else:
            ruby.text = sign
        SubElement(ruby, "rt").text = words[_EACH * place : _EACH * (place + 1)]
    rest = before[: len(before) - need]
    if at:
        parent[at - 1].tail = rest
    else:
        parent.text = rest
    ruby.tail = call.tail
    parent[at] = ruby
    return True


def _words(note: Element) -> str:
    """The words of a note without its label; "" where it is more than words."""
    found = ""
    paragraphs = 0
    for element in note.iter():
        if element is note:
            continue
        paragraphs += element.tag == "p"
        if element.tag not in PHRASES or is_annotated(f"{element.text}{element.tail}"):
            return ""
        if "backlink" not in element.get("class", "").split():
            found += element.text or ""
        found += element.tail or ""
    return "".join(found.split()) if paragraphs < 2 else ""
