"""What an edition wants printed before and after its text (``[matter]``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

#: What an index can be of, and the elements that are that.
INDEXED: Final[Mapping[str, tuple[str, ...]]] = {
    "persons": ("persName",),
    "places": ("placeName", "geogName"),
    "organisations": ("orgName",),
    "names": ("name",),
    "terms": ("term",),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """Each part of a book beside its text; every default makes a proper book.

    ``contents`` None: where there are two headings or more. ``index`` names what it is of (INDEXED). ``readings`` are
    kana by the words or keys of names, ``imprint`` lines of the colophon by their labels.
    """

    half_title: bool = False
    title_page: bool = True
    dedication: str = ""
    contents: bool | None = None
    contents_depth: int = 2
    principles: bool = True
    index: tuple[str, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    colophon: bool = True
    imprint: Mapping[str, str] = field(default_factory=dict)
