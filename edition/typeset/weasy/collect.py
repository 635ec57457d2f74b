"""Inline content in: WeasyPrint's inline boxes, flattened for the composer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.formatting_structure import boxes

from edition.typeset.annotation import ANNOTATED, is_annotated
from edition.typeset.emphasis import MARKS
from edition.typeset.model import Anchor, Atom, Inline, Kunten, Ruby, Text, Warichu
from edition.typeset.weasy.atoms import LaidOut, Preferred, Room, above, is_atom
from edition.typeset.weasy.composer import PLAIN, Composer, Manner
from edition.typeset.weasy.styles import resolve_percentages

_READING = Manner(reading=True)
#: Type so much larger than the line's may reach into other lines with what stands beside it.
_LARGE = 1.1
#: The mark of emphasis where none is named, in vertical and in horizontal lines (JLReq 3.3.9).
_USUAL_MARK = {True: MARKS["sesame"][0], False: MARKS["dot"][0]}


#: What no mark of reference has, however it is written, （註一） or *12; a link back may be words instead.
_WORDS = re.compile("[^\\W\\d_a-zA-Z注註一二三四五六七八九十〇百]")


@dataclass(slots=True)
class Origin:
    """Where a fragment came from: its text box (or inline box without text) and the inline boxes around."""

    box: Any
    path: tuple[Any, ...]


def _classes(box: Any) -> list[str]:
    element = box.element
    if element is None or not hasattr(element, "get"):
        return []
    return (element.get("class") or "").split()


def _text(box: Any) -> str:
    return "".join(inner.text for inner in box.descendants() if isinstance(inner, boxes.TextBox))


def _rise(style: Any, parent_size: float) -> float:
    """vertical-align as a shift towards the line above, px (CSS 2.1, 10.8.1)."""
    value = style["vertical_align"]
    if isinstance(value, float | int):
        return float(value)
    return {"super": parent_size / 3, "sub": -parent_size / 5}.get(value, 0.0)


class Collector:
    """What stands in a line box before layout: ``content``, and a ``signature`` that says when it changed."""

    def __init__(self, composer: Composer, width: float, room: Room | Preferred) -> None:
        """``width`` is the measure, px; ``room`` lays out what is no text."""
        self.composer = composer
        self.width = width
        self.room = room
        self.line: Any = None
        self.content: list[Inline] = []
        self.signature: list[Any] = []
        self.calls: list[Anchor] = []

    def collect(
        self, parent: Any, path: tuple[Any, ...] = (), rise: float = 0.0, manner: Manner = PLAIN
    ) -> None:
        """Add the children of ``parent``; ``path`` are the inline boxes around them."""
        if not path:
            self.line = parent
        for child in parent.children:
            if isinstance(child, boxes.TextBox):
                if is_annotated(child.text):
                    self._annotated(child, path, rise, manner)
                elif child.text:
                    style = self.composer.run_style(child.style, rise, manner)
                    self.content.append(Text(child.text, style, Origin(child, path)))
                    self.signature.append((child.text, id(style)))
            elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
                self._inline(child, path, rise, manner)
            elif is_atom(child):
                self.content.append(self._atom(child, path, rise))
            else:
                self._refuse(child)

    def _annotated(self, box: Any, path: tuple[Any, ...], rise: float, manner: Manner) -> None:
        """A text with words that have readings."""
        style = self.composer.run_style(box.style, rise, manner)
        of_word = self.composer.run_style(box.style, rise)
        of_reading = self.composer.run_style(box.style, 0.0, _READING)
        origin = Origin(box, path)
        known = self.composer.words.setdefault((id(of_word), id(of_reading)), {})
        self.signature.append((box.text, id(style)))
        at = 0
        for found in ANNOTATED.finditer(box.text):
            if found.start() > at:
                self.content.append(Text(box.text[at : found.start()], style, origin))
            word = found.groups()
            pair = known.get(word)
            if pair is None:
                pair = known[word] = (Text(found[1], of_word, None),), (Text(found[2], of_reading, None),)
            self.content.append(Ruby(*pair, source=origin))
            at = found.end()
        if at < len(box.text):
            self.content.append(Text(box.text[at:], style, origin))

    def _refuse(self, box: Any) -> None:
        """What cannot be composed, because it floats or stands elsewhere: a finding, never a silent fallback."""
        self.composer.uncomposed[box.element_tag] = type(box).__name__

    def _atom(self, box: Any, path: tuple[Any, ...], rise: float) -> Atom:
        style = self.composer.run_style((path[-1] if path else self.line).style)
        made = self.room.lay_out(box)
        laid_out = LaidOut(made, path, above(made, style.size, rise, vertical=style.vertical))
        self.signature.append(id(box))
        return Atom(laid_out, float(made.margin_width()), style)

    def _inline(self, child: Any, path: tuple[Any, ...], rise: float, manner: Manner) -> None:
        resolve_percentages(child, (self.width, self.width))
        inner = (*path, child)
        classes = _classes(child)
        if child.element_tag == "ruby":
            self._ruby(child, path, rise)
            self._follow()
        elif "warichu" in classes:
            self._warichu(child, inner)
            self._follow()
        elif "kaeriten" in classes or "okurigana" in classes:
            self._kunten(child, inner, okurigana="okurigana" in classes)
            self._follow()
        else:
            before = len(self.content)
            size = float(child.style["font_size"])
            if size > _LARGE * float(self.line.style["font_size"]):
                self.composer.crowded = True
            rise += _rise(child.style, size)
            self.collect(child, inner, rise, self._manner(manner, classes, child))
            if "jukugo" in classes:
                self._join(before)
            if len(self.content) == before:
                self.content.append(Anchor(Origin(child, path)))
                self.signature.append(id(child.footnote) if child.footnote is not None else 0)

    def _calls(self, box: Any, path: tuple[Any, ...]) -> None:
        """A note is called here, or something leads here, inside what cannot be parted."""
        self.calls.append(Anchor(Origin(box, path)))
        self.signature.append(id(box.footnote) if box.footnote is not None else 0)

    def _follow(self) -> None:
        """What has no width and was found inside something that is set as one comes after it."""
        self.content += self.calls
        self.calls = []

    def _join(self, begin: int) -> None:
        """The pairs from ``begin`` on are one compound word (熟語ルビ)."""
        for index in range(begin + 1, len(self.content)):
            pair = self.content[index]
            if isinstance(pair, Ruby) and isinstance(self.content[index - 1], Ruby):
                self.content[index] = replace(pair, joined=True)

    def _manner(self, manner: Manner, classes: list[str], box: Any) -> Manner:
        """What the classes of an inline element add to the manner of those around it."""
        if "emphasis" in classes:
            mark = _USUAL_MARK[self.composer.vertical and self.composer.in_frame]
            for name in classes:
                if (kind := name.removeprefix("open-")) in MARKS:
                    mark = MARKS[kind][kind != name]
            below = "under" in classes
            self.composer.crowded = self.composer.crowded or below
            manner = manner._replace(emphasis=mark, emphasis_below=below)
        if "noteref" in classes or ("backlink" in classes and not _WORDS.search(_text(box))):
            manner = manner._replace(note_mark=True)
        elif box.element_tag in ("sub", "sup"):
            manner = manner._replace(script=True)
        for name, upright in (("tcy", "together"), ("upright", "each"), ("sideways", "never")):
            if name in classes:
                manner = manner._replace(upright=upright)
        return manner

    def _runs(
        self, box: Any, path: tuple[Any, ...], rise: float, flat: bool, *, atoms: bool = False
    ) -> list[Text | Atom]:
        """The text boxes in ``box`` as runs, what is in its inline boxes, and where ``atoms`` may stand, these."""
        found: list[Text | Atom] = []
        for child in box.children:
            if isinstance(child, boxes.TextBox):
                if child.text:
                    style = self.composer.run_style(child.style, rise)
                    found.append(Text(child.text, style, Origin(child, path)))
                    self.signature.append((child.text, id(style)))
            elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
                resolve_percentages(child, (self.width, self.width))
                around = path if flat else (*path, child)
                inner = self._runs(child, around, rise, flat, atoms=atoms)
                if not inner:
                    self._calls(child, path)
                found += inner
            elif atoms and is_atom(child):
                found.append(self._atom(child, path, rise))
            else:
                self._refuse(child)
        return found

    def _texts(
        self, box: Any, path: tuple[Any, ...], rise: float = 0.0, *, flat: bool = False
    ) -> tuple[Text, ...]:
        """The runs of text in ``box``, where nothing but text can stand."""
        return tuple(run for run in self._runs(box, path, rise, flat) if isinstance(run, Text))

    def _ruby(self, box: Any, path: tuple[Any, ...], rise: float) -> None:
        """Pairs of base and reading (HTML, 4.5.10); several in one element are a compound word.

        A word with its reading belongs to the text around it, unless something leads to it or from it, or it
        looks different: then it keeps boxes of its own.
        """
        around = path[-1].style if path else box.style
        own = box.style["anchor"] or any(
            inner.style["color"] != around["color"] or inner.style["anchor"] or inner.element_tag == "a"
            for inner in box.descendants()
        )
        inner = (*path, box) if own else path
        base: list[Text | Atom] = []
        pairs: list[Ruby] = []
        for child in box.children:
            if child.element_tag == "rt" and isinstance(child, boxes.InlineBox):
                resolve_percentages(child, (self.width, self.width))
                reading = self._texts(child, (*inner, child) if own else inner, flat=not own)
                if "other-side" in _classes(child) and pairs and not base:
                    pairs[-1] = replace(pairs[-1], other=reading)
                elif "other-side" in _classes(child):
                    pairs.append(Ruby(tuple(base), (), reading, joined=bool(pairs)))
                    base = []
                elif pairs and not base and not pairs[-1].reading:
                    pairs[-1] = replace(pairs[-1], reading=reading)
                else:
                    pairs.append(Ruby(tuple(base), reading, joined=bool(pairs)))
                    base = []
            elif isinstance(child, boxes.TextBox):
                if child.text.strip():
                    style = self.composer.run_style(child.style, rise)
                    base.append(Text(child.text, style, Origin(child, inner)))
                    self.signature.append((child.text, id(style)))
            elif isinstance(child, boxes.InlineBox) and child.element_tag != "rp":
                resolve_percentages(child, (self.width, self.width))
                runs = self._runs(child, (*inner, child) if own else inner, rise, not own, atoms=True)
                if not runs:
                    self._calls(child, inner)
                base += runs
            elif is_atom(child):
                base.append(self._atom(child, inner, rise))
            elif child.element_tag != "rp":
                self._refuse(child)
        if any(pair.other for pair in pairs):
            self.composer.crowded = True
        self.content += pairs
        self.content += base

    def _warichu(self, box: Any, path: tuple[Any, ...]) -> None:
        content = self._texts(box, path)
        if content:
            self.content.append(Warichu(content))

    def _kunten(self, box: Any, path: tuple[Any, ...], *, okurigana: bool) -> None:
        """Marks after the same character share its place: one on either side."""
        marks = self._texts(box, path)
        last = self.content[-1] if self.content else None
        if okurigana:
            self.content.append(Kunten(marks, ()))
        elif isinstance(last, Kunten) and not last.kaeriten:
            self.content[-1] = replace(last, kaeriten=marks)
        else:
            self.content.append(Kunten((), marks))
