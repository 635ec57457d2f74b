"""Which handler renders which element: all chapters' tables as one; a name stands in one only."""

from __future__ import annotations

from typing import Final

from edition.render import (
    core,
    criticism,
    figures,
    japanese,
    names_dates,
    notes,
    structure,
    transcription,
    verse,
)
from edition.render.walk import Handler

CHAPTERS: Final = (
    structure,
    core,
    verse,
    notes,
    transcription,
    criticism,
    japanese,
    names_dates,
    figures,
)


def _joined() -> dict[str, Handler]:
    joined: dict[str, Handler] = {}
    for chapter in CHAPTERS:
        twice = joined.keys() & chapter.HANDLERS.keys()
        if twice:
            raise AssertionError(f"{chapter.__name__}: {sorted(twice)} have a handler already")
        joined.update(chapter.HANDLERS)
    return joined


HANDLERS: Final[dict[str, Handler]] = _joined()
