"""The structure tree: what a page's boxes are to a reader who does not see them (ISO 32000-1, 14.8).

WeasyPrint tags by HTML's elements. Running heads and folios are none of the text, a note is a note, and a word
with its reading is Ruby: a base and a reading (14.8.4.4.4), whatever boxes it was drawn with.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import composer_of
from edition.typeset.weasy.ends import is_leader
from edition.typeset.weasy.lineboxes import ComposedText, PlainLine
from edition.typeset.weasy.pdf import BookPDF, Element
from edition.typeset.weasy.pictures import as_seen

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Names that no HTML element has, and their standard structure types.
_TYPES = {"-note": "Note", "-ruby": "Ruby", "-rb": "RB", "-rt": "RT"}


def get_pdf_tag(tag: str | None) -> str:
    """The structure type of an element."""
    return _TYPES.get(tag or "") or original.get_pdf_tag(tag)


def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Any) -> None:
    """WeasyPrint's structure tree, of the boxes as they are meant."""
    if composer_of(document.pages[0]._page_box.style) is None:
        original.add_tags(pdf, document, pdf_version, page_streams)
        return
    pdf.__class__ = BookPDF
    with as_seen(document), _meant([page._page_box for page in document.pages]):
        original.add_tags(pdf, document, pdf_version, page_streams)
    number = 0
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("S") == "/Note":
            # Each note has an identifier of its own (ISO 14289-1, 7.9).
            number += 1
            item["ID"] = pydyf.String(f"note-{number}")


def build_box_tree(
    box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
) -> Iterator[Any]:
    """The structure element of a box; a word with its reading is three, and its texts are in them at once."""
    if isinstance(box, _Meant):
        element = Element(pdf, box.kind, pdf.page_references[page_number], parent.reference)
        for child in box.children:
            if isinstance(child, boxes.TextBox):
                _hold(element, child, nums, tags)
            else:
                for inner in build_box_tree(child, element, pdf, page_number, nums, annotations, tags):
                    element.kids.append(inner.reference)
        yield element
        return
    tag = _plain_tag(box)
    if tag is None:
        yield from original.build_box_tree(box, parent, pdf, page_number, nums, annotations, tags)
        return
    # A paragraph of text, as WeasyPrint has it: an element for each run on each of its lines.
    page = pdf.page_references[page_number]
    block = pydyf.Dictionary(
        {"Type": "/StructElem", "S": f"/{tag}", "K": pydyf.Array(), "Pg": page, "P": parent.reference}
    )
    pdf.add_object(block)
    reference, kids = block.reference, block["K"]
    for line in box.children:
        for child in line.children:
            kids.append(_element(child, reference, pdf, page, nums, tags).reference)
    yield block


#: Blocks with these tags are more to WeasyPrint than what is in them.
_MORE = frozenset(("Figure", "LBody", "LI", "Link", "TD", "TH", "Table"))


def _plain_tag(box: Any) -> str | None:
    """The structure type of a block that holds lines of plain text and nothing else; None for any other box."""
    if type(box) is not boxes.BlockBox or box.link_annotation or box.widget_annotation:
        return None
    if box.element is None or box.element_tag in ("html", "body"):
        return None
    if not all(type(child) is PlainLine for child in box.children):
        return None
    tag = get_pdf_tag(box.element_tag)
    return None if tag in _MORE else tag


def _element(box: Any, parent: bytes, pdf: Any, page: bytes, nums: Any, tags: Any) -> Element:
    """The structure element of a text on a plain line, or of a word with its reading or a part of one."""
    if not isinstance(box, _Meant):
        made = Element(pdf, b"Span", page, parent)
        _hold(made, box, nums, tags)
        return made
    made = Element(pdf, box.kind, page, parent)
    for child in box.children:
        if isinstance(child, _Meant):
            made.kids.append(_element(child, made.reference, pdf, page, nums, tags).reference)
        else:
            _hold(made, child, nums, tags)
    return made


def _hold(element: Element, text: Any, nums: Any, tags: Any) -> None:
    """Let an element hold what was marked when a text was drawn."""
    number = tags.pop(text)["mcid"]
    element.kids.append(b"%d" % number)
    nums[number] = element.reference


class _Meant:
    """A box that is only meant: it is in the structure tree and nowhere else."""

    element: Any = ""
    link_annotation = widget_annotation = None

    def __init__(self, tag: str, children: list[Any]) -> None:
        self.element_tag = tag
        self.kind = _TYPES[tag].encode()
        self.children = children


@contextmanager
def _meant(pages: list[Any]) -> Iterator[None]:
    """The pages' boxes as they are meant; afterwards as they were."""
    changed: list[tuple[Any, str, Any]] = []

    def put(box: Any, name: str, value: Any) -> None:
        changed.append((box, name, getattr(box, name)))
        setattr(box, name, value)

    try:
        levels = _Levels()
        for page in pages:
            put(page, "children", [box for box in page.children if not isinstance(box, boxes.MarginBox)])
            for box in page.descendants():
                if box.element_tag in _HEADINGS and isinstance(box, boxes.BlockBox):
                    put(box, "element_tag", levels.of(box))
                if type(box) is PlainLine:
                    if any(map(_word_of, box.children)):
                        put(box, "children", list(_plain_words(box.children)))
                elif box.element_tag == "aside" and not isinstance(box, boxes.LineBox):
                    put(box, "element_tag", "-note")
                elif box.element_tag == "li" and any(map(is_leader, box.children)):
                    put(box, "children", [child for child in box.children if not is_leader(child)])
                elif isinstance(box, boxes.LineBox | boxes.InlineBox) and any(map(_word, box.children)):
                    put(box, "children", list(_words(box.children)))
        yield
    finally:
        for box, name, value in reversed(changed):
            setattr(box, name, value)


class _Levels:
    """Headings by how deep they stand in each other: a part of a book may lack a level that the whole has."""

    def __init__(self) -> None:
        self._around: list[int] = []
        self._known: dict[Any, str] = {}

    def of(self, box: Any) -> str:
        """The heading that a box is: one level deeper at most than the one around it (ISO 14289-1, 7.4.2)."""
        found = self._known.get(box.element)
        if found is None:
            level = int(box.element_tag[1])
            while self._around and self._around[-1] >= level:
                self._around.pop()
            self._around.append(level)
            found = self._known[box.element] = f"h{len(self._around)}"
        return found


def _word_of(text: Any) -> Any:
    """Which word with a reading a text of a plain line belongs to, or None."""
    return text.pango_layout.word


def _plain_words(texts: list[Any]) -> Iterator[Any]:
    """The texts of a plain line, those of a word put together."""
    for word, parts in groupby(texts, key=_word_of):
        if word is None:
            yield from parts
        else:
            of_word = list(parts)
            yield _meant_word(of_word, [text.pango_layout.role for text in of_word])


def _meant_word(texts: list[Any], roles: list[str]) -> _Meant:
    """A word of these texts, each of which is its base or its reading."""
    found = []
    for role in ("rb", "rt"):
        own = [text for text, of in zip(texts, roles, strict=True) if of == role]
        if own:
            found.append(_Meant(f"-{role}", own))
    return _Meant("-ruby", found)


def _fragment(box: Any) -> Any:
    """The fragment of its line that a box shows, or None."""
    return box.pango_layout if type(box) is ComposedText else box.__dict__.get("fragment")


def _word(box: Any, *, inside: bool = False) -> Any:
    """Which word with a reading a box belongs to, or None; ``inside`` a word's own boxes everything does."""
    fragment = _fragment(box)
    if fragment is not None:
        return fragment.word
    if not (isinstance(box, boxes.InlineBox) and (inside or box.element_tag == "ruby")):
        return None
    words = [_word(text, inside=True) for child in box.children for text in _texts(child)]
    return words[0] if words and all(word is words[0] for word in words) else None


def _texts(box: Any) -> Iterator[Any]:
    """What of a word stands in its own boxes; a link stays one."""
    if _fragment(box) is None and box.element_tag != "a":
        for child in box.children:
            yield from _texts(child)
    else:
        yield box


def _role(box: Any) -> str:
    """What of a word a box shows: "rb" or "rt"."""
    fragment = _fragment(box)
    return str(fragment.role) if fragment is not None else _role(next(_texts(box.children[0])))


def _words(children: list[Any]) -> Iterator[Any]:
    """The children of a line, those of a word put together."""
    for word, parts in groupby(children, key=_word):
        if word is None:
            yield from parts
            continue
        texts = [text for part in parts for text in _texts(part)]
        yield _meant_word(texts, [_role(text) for text in texts])
