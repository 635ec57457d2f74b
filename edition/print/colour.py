"""Colours and pictures as inks, through the ICC profile of the press (ICC.1:2010): relative colorimetric.

What is exactly black stays black ink alone, and a picture without colours is grey: nothing of a drawing or of a
scanned page is mixed from four inks that would have to meet.
"""

from __future__ import annotations

import io
from typing import Any, Final

from PIL import Image, ImageChops, ImageCms

_INTENT: Final = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS: Final = ImageCms.Flags.BLACKPOINTCOMPENSATION


class Press:
    """A CMYK profile. Raises ValueError, which says why, for bytes that are none."""

    def __init__(self, data: bytes) -> None:
        try:
            opened = ImageCms.ImageCmsProfile(io.BytesIO(data))
            space, kind = opened.profile.xcolor_space.strip(), opened.profile.device_class.strip()
        except (OSError, ImageCms.PyCMSError):
            raise ValueError("no ICC profile") from None
        if space != "CMYK" or kind != "prtr":
            raise ValueError(
                f"a profile of kind {kind} for {space}, not one of a printing condition (prtr) for CMYK"
            )
        self.data = data
        self.name = (opened.profile.profile_description or "").strip()
        self._profile = opened
        self._from_srgb = self._transform(ImageCms.createProfile("sRGB"))
        self._colours: dict[tuple[float, float, float], tuple[float, ...]] = {}

    def _transform(self, source: Any) -> ImageCms.ImageCmsTransform:
        try:
            return ImageCms.buildTransform(source, self._profile, "RGB", "CMYK", _INTENT, _FLAGS)
        except ImageCms.PyCMSError:
            raise ValueError("a profile that colours cannot be converted to") from None

    def colour(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """Cyan, magenta, yellow and black of a colour of sRGB, all from 0 to 1."""
        key = (red, green, blue)
        if key not in self._colours:
            levels = tuple(round(255 * min(1.0, max(0.0, value))) for value in key)
            picture = self._inks(Image.new("RGB", (1, 1), levels), self._from_srgb)
            inks = picture.getpixel((0, 0))
            assert isinstance(inks, tuple)
            self._colours[key] = tuple(round(ink / 255, 4) for ink in inks)
        return self._colours[key]

    def picture(self, image: Image.Image) -> Image.Image:
        """A picture in grey or CMYK; its own profile says what its colours are, else they are sRGB's."""
        own = image.info.get("icc_profile")
        plain = image.convert("RGB")
        red, green, blue = plain.split()
        if not any(ImageChops.difference(red, other).getbbox() for other in (green, blue)):
            return red
        return self._inks(plain, self._of(own) or self._from_srgb)

    def _of(self, profile: bytes | None) -> ImageCms.ImageCmsTransform | None:
        """The way from a picture's own profile; None for one that is none, or not of RGB."""
        if not profile:
            return None
        try:
            return self._transform(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
        except (OSError, ValueError, ImageCms.PyCMSError):
            return None

    @staticmethod
    def _inks(plain: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
        inks = ImageCms.applyTransform(plain, transform)
        assert inks is not None
        red, green, blue = plain.split()
        light = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        inks.paste((0, 0, 0, 255), mask=light.point(lambda value: 255 if value == 0 else 0))
        return inks
