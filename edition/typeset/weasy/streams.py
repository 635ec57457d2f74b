"""Content streams of pages on which all letters are ours: nothing is asked of Pango and of fontTools.

WeasyPrint makes three C structures for each stream, in which Pango measures glyphs, and loads fontTools to embed
no font. For each text it takes colours and fonts apart again, also where they are those of the text before.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any

import pydyf
from weasyprint.matrix import Matrix
from weasyprint.pdf import stream as w_stream

from edition.typeset.weasy import original


class PageStream(w_stream.Stream):  # type: ignore[misc]
    """WeasyPrint's stream of a page; what Pango needs is made when Pango is asked."""

    def __init__(
        self,
        fonts: Any,
        page_rectangle: Any,
        resources: Any,
        images: Any,
        tags: Any,
        color_profiles: Any,
        output_intent: Any,
        *arguments: Any,
        **named: Any,
    ) -> None:
        # Not WeasyPrint's own __init__, which makes all of it.
        pydyf.Stream.__init__(self, *arguments, **named)
        self.page_rectangle = page_rectangle
        self._fonts = fonts
        self._resources = resources
        self._images = images
        self._tags = tags
        self._color_profiles = color_profiles
        self._output_intent = output_intent
        self._current_color = self._current_color_stroke = None
        self._current_alpha = self._current_alpha_stroke = None
        self._current_font: Any = None
        self._old_font: Any = None
        self._current_font_size = self._old_font_size = None
        self._ctm_stack = [Matrix()]

    #: The colour that texts were shown in last, and what it made of the graphics state.
    _color_of_text: Any = None
    _state_of_text: tuple[Any, Any] = (None, None)

    def set_color(self, color: Any, stroke: bool = False) -> None:
        """WeasyPrint's; what is drawn in the colour of the text before, as most texts are, needs nothing."""
        if not stroke and color is self._color_of_text:
            colour, alpha = self._state_of_text
            if colour is self._current_color and alpha is self._current_alpha and colour is not None:
                return
        super().set_color(color, stroke)
        if not stroke:
            self._color_of_text = color
            self._state_of_text = self._current_color, self._current_alpha

    def begin_text(self) -> None:
        """WeasyPrint's, without asking its parent."""
        stream = self.stream
        if stream and stream[-1] == b"ET":
            self._current_font = self._old_font
            stream.pop()
        else:
            stream.append(b"BT")

    def set_font_size(self, font: str, size: float) -> None:
        """WeasyPrint's; the operator is one of few."""
        wanted = font, size
        if wanted != self._current_font:
            self._current_font = wanted
            self.stream.append(_font(font, size))

    @cached_property
    def length(self) -> Any:
        """A number that C writes."""
        return w_stream.ffi.new("unsigned int *")

    @cached_property
    def ink_rect(self) -> Any:
        """A rectangle that Pango writes."""
        return w_stream.ffi.new("PangoRectangle *")

    @cached_property
    def logical_rect(self) -> Any:
        """Another."""
        return w_stream.ffi.new("PangoRectangle *")


@lru_cache(maxsize=64)
def _font(name: str, size: float) -> bytes:
    """The operator that sets a font."""
    stream = pydyf.Stream()
    stream.set_font_size(name, size)
    return bytes(stream.stream[0])


def build_fonts_dictionary(pdf: Any, fonts: Any, *arguments: Any, **named: Any) -> Any:
    """The fonts that WeasyPrint embeds: those of drawings with letters, and in most books none."""
    if not fonts:
        return pydyf.Dictionary()
    return original.build_fonts_dictionary(pdf, fonts, *arguments, **named)
