"""What an edition asks of its e-book beyond its text: a cover, fonts, its shelf, who certifies its accessibility."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Certifier:
    """Who examined the book for accessibility (EPUB Accessibility 1.1, 3.4): ``report`` is an address."""

    name: str
    credential: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """``cover`` is (file name, bytes) of a picture; without it the title is set as one.

    With ``embed_fonts`` the book carries the characters that it needs of the packaged fonts, or of ``fonts``,
    font files by role (serif, sans-serif, italic). ``series_number`` is a whole number or one with parts (2.1).
    ``print_pages``: the pages that are marked are those of our print (``pages.paged``).
    ``both_directions``: readers may choose the style sheet of the other direction. ``profile`` is "ebpaj" for a book
    as the guide of the Japanese publishers has it (:mod:`ebpaj`).
    ``picture_bound``: pictures of more dots on a side are made smaller; 0 leaves them as they are.
    ``tei`` is the text that the book was made from, which it then carries.
    """

    cover: tuple[str, bytes] | None = None
    embed_fonts: bool = False
    fonts: Mapping[str, bytes] = field(default_factory=dict)
    certifier: Certifier | None = None
    series: str = ""
    series_number: str = ""
    subjects: tuple[str, ...] = ()
    tei: bytes = b""
    print_pages: bool = False
    both_directions: bool = False
    profile: str = ""
    picture_bound: int = 0
