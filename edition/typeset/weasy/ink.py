"""With what ink a page is drawn: neutral colours as black alone, and on a page for the press no colour but CMYK.

WeasyPrint writes black as red, green and blue, which a press would mix from all its inks. Here what is neutral is
grey (DeviceGray), or black ink (K) where all has to be CMYK; other colours and pictures go through a profile then.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Protocol

import pydyf
from PIL import Image
from weasyprint.pdf.stream import Stream

from edition.typeset.weasy.streams import PageStream

#: Two channels that differ by less are the same: half of what eight bits can tell.
_SAME = 1 / 512


class Separation(Protocol):
    """How colours become inks: what the print room makes of a profile."""

    def colour(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """Cyan, magenta, yellow and black of a colour of sRGB, all from 0 to 1."""
        ...

    def picture(self, image: Image.Image) -> Image.Image:
        """A picture in grey (mode L) or in CMYK, of one in RGB."""
        ...


class InkStream(PageStream):
    """A stream of operators that mixes no black. ``separation`` is None where colours may stay as they are."""

    separation: Separation | None

    @classmethod
    def take(cls, stream: Stream, separation: Separation | None) -> None:
        """Let a stream of WeasyPrint's be one of these from now on."""
        stream.__class__ = cls
        stream.separation = separation

    def clone(self, **named: Any) -> Stream:
        """WeasyPrint's, for groups and patterns, which are drawn with the same ink."""
        made = super().clone(**named)
        InkStream.take(made, self.separation)
        return made

    def set_color_rgb(self, r: float, g: float, b: float, stroke: bool = False) -> None:
        """Set a colour of sRGB."""
        if max(r, g, b) - min(r, g, b) < _SAME:
            value = min(1.0, max(0.0, (r + g + b) / 3))
            self._operate((0, 0, 0, 1 - value) if self.separation else (value,), stroke)
        elif self.separation is not None:
            self._operate(self.separation.colour(r, g, b), stroke)
        else:
            super().set_color_rgb(r, g, b, stroke)

    def _operate(self, values: Sequence[float], stroke: bool) -> None:
        operator = {1: "g", 4: "k"}[len(values)]
        numbers = " ".join(f"{value:.4f}".rstrip("0").rstrip(".") or "0" for value in values)
        self.stream.append(f"{numbers} {operator.upper() if stroke else operator}".encode())

    def add_image(self, image: Any, interpolate: bool, ratio: Any) -> str:
        """WeasyPrint's, of the picture in the inks that there are."""
        if self.separation is not None and not isinstance(image, _Separated):
            image = _Separated(image, self.separation)
        # PDF/A allows no interpolation (ISO 19005-3, 6.2.8), and a press has no use for it.
        return str(super().add_image(image, False, ratio))

    def add_shading(
        self, kind: Any, domain: Any, coords: Any, extend: Any, function: Any, color_space: Any = None
    ) -> Any:
        """WeasyPrint's; the colours between which it goes in the inks that there are."""
        if self.separation is not None and color_space is None:
            function, color_space = self._separated(function), "DeviceCMYK"
        return super().add_shading(kind, domain, coords, extend, function, color_space)

    def _separated(self, function: Any) -> Any:
        """A function from which colours come, made one from which inks do."""
        if "Functions" in function:
            function["Functions"] = pydyf.Array([self._separated(one) for one in function["Functions"]])
        for name in ("C0", "C1"):
            if len(function.get(name, ())) == 3 and self.separation is not None:
                red, green, blue = function[name]
                same = max(red, green, blue) - min(red, green, blue) < _SAME
                inks = (0, 0, 0, 1 - red) if same else self.separation.colour(red, green, blue)
                function[name] = pydyf.Array(inks)
        return function

    @property
    def _default_color_space(self) -> Any:
        return "/DeviceCMYK" if self.separation is not None else super()._default_color_space


class _Separated:
    """A picture of WeasyPrint's whose object in the PDF has no red, green and blue."""

    def __init__(self, picture: Any, separation: Separation) -> None:
        self.id = picture.id
        self._picture = picture
        self._separation = separation

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> Any:
        """The image XObject; a mask of what is transparent stays as it is."""
        made = self._picture.get_x_object(interpolate, dpi_ratio)
        if made.extra["ColorSpace"] != "/DeviceRGB":
            return made
        with Image.open(io.BytesIO(self._picture.image_data.data)) as opened:
            picture = self._separation.picture(opened)
        extra = {
            key: value for key, value in made.extra.items() if key not in ("Filter", "DecodeParms", "Decode")
        }
        extra["ColorSpace"] = "/DeviceGray" if picture.mode == "L" else "/DeviceCMYK"
        return pydyf.Stream([picture.tobytes()], pydyf.Dictionary(extra), compress=True)
