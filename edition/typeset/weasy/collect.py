"""Inline content in: WeasyPrint's inline boxes, flattened for the composer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from edition.typeset.model import Anchor, Inline, Ruby, Text
from edition.typeset.weasy.composer import Composer
from edition.typeset.weasy.styles import resolve_percentages

_EMPHASIS_MARK = {"emphasis": "﹅", "sesame": "﹅", "dot": "•", "circle": "●", "open-circle": "○"}
_EMPHASIS_MARK_HORIZONTAL = "•"


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


def _rise(style: Any, parent_size: float) -> float:
    """vertical-align as a shift towards the line above, px (CSS 2.1, 10.8.1)."""
    value = style["vertical_align"]
    if isinstance(value, float | int):
        return float(value)
    return {"super": parent_size / 3, "sub": -parent_size / 5}.get(value, 0.0)


class Collector:
    """What stands in a line box before layout: ``content``, and a ``signature`` that says when it changed."""

    def __init__(self, composer: Composer, width: float) -> None:
        self.composer = composer
        self.width = width
        self.content: list[Inline] = []
        self.signature: list[Any] = []

    def collect(
        self,
        parent: Any,
        path: tuple[Any, ...] = (),
        rise: float = 0.0,
        emphasis: str = "",
        mark: bool = False,
    ) -> None:
        """Add the children of ``parent``; ``path`` are the inline boxes around them."""
        for child in parent.children:
            if isinstance(child, boxes.TextBox):
                if child.text:
                    style = self.composer.run_style(child.style, rise, emphasis, mark)
                    self.content.append(Text(child.text, style, Origin(child, path)))
                    self.signature.append((child.text, id(style)))
            elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
                self._inline(child, path, rise, emphasis, mark)
            elif child.is_in_normal_flow():
                # Atomic inlines come with the composer of mixed content; a finding, never a silent fallback.
                self.composer.uncomposed[child.element_tag] = type(child).__name__

    def _inline(self, child: Any, path: tuple[Any, ...], rise: float, emphasis: str, mark: bool) -> None:
        resolve_percentages(child, (self.width, self.width))
        inner = (*path, child)
        if child.element_tag == "ruby":
            self._ruby(child, inner, rise)
            return
        before = len(self.content)
        classes = _classes(child)
        if "emphasis" in classes:
            named = next((_EMPHASIS_MARK[c] for c in classes if c in _EMPHASIS_MARK), "﹅")
            emphasis = (
                named if self.composer.vertical and self.composer.in_frame else _EMPHASIS_MARK_HORIZONTAL
            )
        rise += _rise(child.style, float(child.style["font_size"]))
        self.collect(child, inner, rise, emphasis, mark or "noteref" in classes or "backlink" in classes)
        if len(self.content) == before:
            self.content.append(Anchor(Origin(child, path)))
            self.signature.append(id(child.footnote) if child.footnote is not None else 0)

    def _ruby(self, box: Any, path: tuple[Any, ...], rise: float) -> None:
        base: list[Text] = []
        reading: list[Text] = []
        for child in box.children:
            if isinstance(child, boxes.TextBox):
                if child.text.strip():
                    style = self.composer.run_style(child.style, rise, "", False)
                    base.append(Text(child.text, style, Origin(child, path)))
            elif child.element_tag == "rt":
                resolve_percentages(child, (self.width, self.width))
                for text in child.children:
                    if isinstance(text, boxes.TextBox) and text.text.strip():
                        style = self.composer.run_style(text.style, 0.0, "", False)
                        reading.append(Text(text.text, style, Origin(text, (*path, child))))
            elif child.element_tag == "rb":
                for text in child.children:
                    if isinstance(text, boxes.TextBox) and text.text:
                        style = self.composer.run_style(text.style, rise, "", False)
                        base.append(Text(text.text, style, Origin(text, (*path, child))))
        self.content.append(Ruby(tuple(base), tuple(reading)))
        self.signature.append(tuple((run.text, id(run.style)) for run in (*base, *reading)))
