"""Pictures: read from the bytes that are given, upright on a page whose area is turned, tagged as what they are."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import weasyprint
from PIL import Image, ImageFile, UnidentifiedImageError
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.logger import LOGGER
from weasyprint.urls import URLFetcher, URLFetcherResponse

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import composer_of
from edition.typeset.weasy.lineboxes import PlainLine

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
#: What is read besides SVG, by Pillow's names.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
#: What a PDF can hold as it is; grey stays grey and is not made of colours.
_AS_IT_IS = ("L", "LA", "RGB", "RGBA", "CMYK")
_SCHEME = "picture:"
_POINT = 0.75


class Closed(URLFetcher):  # type: ignore[misc]
    """A fetcher that reads nothing: all that a rendering needs is handed to it."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Refuse. Raises PermissionError, which WeasyPrint reports as a resource it could not load."""
        raise PermissionError(f"a rendering reads nothing by itself: {url}")


class Pictures(Closed):
    """A fetcher that has pictures, by the names that the text gives them, and nothing else.

    ``vertical``: they stand on pages whose area is turned by a quarter.
    """

    def __init__(self, pictures: Mapping[str, Picture], *, vertical: bool) -> None:
        super().__init__()
        self.vertical = vertical
        self._addresses = {name: f"{_SCHEME}{number}" for number, name in enumerate(pictures)}
        self.reader = _Reader({self._addresses[name]: picture for name, picture in pictures.items()})

    def __len__(self) -> int:
        return len(self._addresses)

    def address(self, name: str) -> str:
        """The address under which a picture is fetched; "" for one that is not there."""
        return self._addresses.get(name, "")


class _Reader(Closed):
    """Fetches pictures by their addresses, and what a drawing holds in itself."""

    def __init__(self, pictures: Mapping[str, Picture]) -> None:
        super().__init__()
        self._pictures = pictures

    def fetch(self, url: str, headers: Any = None) -> Any:
        """A picture's bytes; anything else is refused as by :class:`Closed`."""
        if url.startswith("data:"):
            return URLFetcher.fetch(self, url, headers)
        picture = self._pictures.get(url)
        if picture is None:
            return super().fetch(url, headers)
        return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be printed, in a form that WeasyPrint takes as it is."""

    data: bytes
    media_type: str
    #: Whether there are letters in it, which are set when it is drawn, in whatever font is there.
    has_text: bool = False


def picture(data: bytes) -> Picture:
    """The picture of a file. Raises ValueError, which says why, for what is no picture or a damaged one."""
    if data.lstrip()[:1] == b"<" or data.startswith(b"\xef\xbb\xbf<"):
        return Picture(data, "image/svg+xml", _examine_svg(data))
    return Picture(_examine_raster(data), "image/png")


def _examine_svg(data: bytes) -> bool:
    """Whether an SVG has text. Raises ValueError."""
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, LookupError, ValueError) as fault:
        raise ValueError(f"not well-formed: {fault}") from None
    if root.tag != f"{_SVG}svg":
        raise ValueError("an XML document, but no SVG")
    for element in root.iter():
        address = element.get("href") or element.get(_XLINK) or ""
        shows = element.tag in (f"{_SVG}image", f"{_SVG}use")
        if shows and not address.startswith(("data:", "#")):
            raise ValueError(f"an SVG that shows another file ({address or 'without a name'})")
    _draw_for_trial(data)
    return next(root.iter(f"{_SVG}text"), None) is not None


def _draw_for_trial(data: bytes) -> None:
    """Draw an SVG by itself; WeasyPrint leaves out what it cannot draw, and only tells its log. Raises ValueError."""
    told: list[str] = []

    def listen(record: logging.LogRecord) -> bool:
        if record.levelno >= logging.ERROR:
            told.append(record.getMessage())
        return False

    trial = Pictures({"": Picture(data, "image/svg+xml")}, vertical=False)
    page = f'<html lang="en"><title>-</title><img src="{trial.address("")}">'
    LOGGER.addFilter(listen)
    try:
        weasyprint.HTML(string=page, url_fetcher=trial).write_pdf()
    except Exception as fault:
        # What WeasyPrint reads without care: numbers that are none, for example.
        told.append(str(fault))
    finally:
        LOGGER.removeFilter(listen)
    if told:
        raise ValueError("an SVG with something in it that cannot be drawn")


def _examine_raster(data: bytes) -> bytes:
    """The picture's data, in a form that a PDF can hold without change of colours. Raises ValueError."""
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            # Pillow warns before it unpacks more pixels than a picture should have.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.init()
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
            opened.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ValueError("of too many pixels") from None
    except Exception as fault:
        # Pillow's decoders raise what their formats make them: OSError, SyntaxError, struct.error, ...
        known = not isinstance(fault, UnidentifiedImageError)
        raise ValueError("damaged" if known else "of an unknown kind") from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    mode = opened.mode
    if mode in _AS_IT_IS or mode == "P":
        return data
    if mode.startswith("I"):
        # Grey of more than eight bits: the upper eight of them.
        changed = opened.point(lambda value: value / 256).convert("L")
    elif mode in ("1", "F"):
        changed = opened.convert("L")
    else:
        changed = opened.convert("RGBA" if mode in ("PA", "La", "RGBa") else "RGB")
    out = io.BytesIO()
    changed.save(out, "PNG")
    return out.getvalue()


class Upright:
    """A picture of WeasyPrint's that stands upright on a turned page: sizes swapped, drawn turned back."""

    def __init__(self, picture: Any) -> None:
        self._picture = picture

    def get_intrinsic_size(self, resolution: Any, font_size: Any) -> tuple[Any, Any, Any]:
        """Width and height in the frame, px, and their ratio; None for what the picture does not say."""
        width, height, ratio = self._picture.get_intrinsic_size(resolution, font_size)
        return height, width, 1 / ratio if ratio else ratio

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Draw into a rectangle of the frame."""
        with stream.stacked():
            stream.transform(0, -1, 1, 0, 0, height)
            self._picture.draw(stream, height, width, style)


def get_image_from_uri(
    cache: Any, url_fetcher: Any, options: Any, url: str, *arguments: Any, **named: Any
) -> Any:
    """WeasyPrint's; upright where its page is turned."""
    # A drawing asks in this way for what it holds, which is turned with it.
    inside = named.get("forced_mime_type") == "image/*"
    if not (isinstance(url_fetcher, Pictures) and (inside or url.startswith(_SCHEME))):
        return original.get_image_from_uri(cache, url_fetcher, options, url, *arguments, **named)
    made = original.get_image_from_uri(cache, url_fetcher.reader, options, url, *arguments, **named)
    return Upright(made) if url_fetcher.vertical and not inside and made is not None else made


def _is_decoration(box: Any) -> bool:
    """Whether a box is a picture without description: not part of the text, an artifact."""
    return (
        isinstance(box, boxes.ReplacedBox)
        and box.element_tag == "img"
        and composer_of(box.style) is not None
        and not box.element.get("alt")
    )


def marked(stream: Any, box: Any, tag: str) -> AbstractContextManager[None]:
    """WeasyPrint's mark around what a box draws; an artifact's for decoration."""
    return _artifact(stream) if _is_decoration(box) else original.marked(stream, box, tag)


@contextmanager
def _artifact(stream: Any) -> Iterator[None]:
    with stream.artifact():
        yield


@contextmanager
def as_seen(document: Any) -> Iterator[None]:
    """For the structure tree: pictures where they are seen on their pages, in points; decoration left out."""
    some = isinstance(document.url_fetcher, Pictures) and len(document.url_fetcher) > 0
    pages = [page._page_box for page in document.pages] if some else []
    whole: list[tuple[Any, Any]] = []
    placed: list[tuple[Any, dict[str, Any]]] = []
    try:
        for page in pages:
            for parent, picture in list(_pictures_in(page)):
                if _is_decoration(picture):
                    whole.append((parent, parent.children))
                    parent.children = [child for child in parent.children if child is not picture]
                else:
                    placed.append((picture, picture.__dict__))
                    picture.__dict__ = {**picture.__dict__, **_area(page, picture)}
        yield
    finally:
        for parent, children in reversed(whole):
            parent.children = children
        for picture, kept in placed:
            picture.__dict__ = kept


def _pictures_in(parent: Any) -> Iterator[tuple[Any, Any]]:
    """(the box that holds it, the picture's box) of all pictures under a box."""
    for child in parent.children:
        if isinstance(child, AbsolutePlaceholder):
            child = child._box
        if isinstance(child, boxes.ReplacedBox):
            yield parent, child
        elif isinstance(child, boxes.ParentBox) and type(child) is not PlainLine:
            yield from _pictures_in(child)


def _area(page: Any, picture: Any) -> dict[str, Any]:
    """Where a picture stands on its page, in points from the lower left corner, as what its box answers."""
    x, y = float(picture.content_box_x()), float(picture.content_box_y())
    width, height = float(picture.width), float(picture.height)
    composer = composer_of(page.style)
    if composer is not None and composer.vertical:
        x, y, width, height = page.margin_width() - y - height, x, height, width
    left, bottom = x * _POINT, (page.margin_height() - y - height) * _POINT
    return {
        "content_box_x": lambda: left,
        "content_box_y": lambda: bottom,
        "width": width * _POINT,
        "height": height * _POINT,
    }
