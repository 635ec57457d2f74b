"""Make the pictures of docs/gallery.md from the sample editions: python -m bench.gallery

Each picture is a spread or a page of a PDF that is built for it, from an edition in source/ and what is changed in its
edition.toml. Needs pdftoppm (poppler-utils) and Pillow. Writes docs/pictures/gallery/*.png.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PIL import Image

from bench.pictures import OUT, ROOT, page, together
from edition.print.layout import NotePlace, Writing
from edition.project.build import Wishes, build

FOLDER = OUT / "gallery"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: the edition, the pages from left to right as one sees them, and what is asked for otherwise.

    ``changes`` are words of its edition.toml and what stands in their place.
    """

    name: str
    edition: str
    pages: tuple[int, ...]
    writing: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    changes: tuple[tuple[str, str], ...] = ()


SHOTS = (
    Shot("apparatus-vertical", "casting-types", (4, 3)),
    Shot("apparatus-horizontal", "casting-types", (3, 4), "horizontal"),
    Shot("lists", "casting-types", (6, 5)),
    Shot("foot", "composing-the-blank", (5, 4)),
    Shot("side", "composing-the-blank", (5, 4), notes=(("author", "side"),)),
    Shot("head-and-foot", "composing-the-blank", (5, 4), notes=(("author", "head"), ("editor", "foot"))),
    Shot("margin", "breaking-lines", (4, 5), notes=(("author", "side"),)),
    Shot("foot-horizontal", "breaking-lines", (4, 5)),
    Shot("facing", "facing-texts", (5, 4)),
    Shot("bands", "facing-texts", (4, 3), changes=(('layout = "facing"', 'layout = "bands"'),)),
    Shot("reader", "press-reader", (8, 7)),
    Shot("kunten", "seasons-of-type", (4, 3)),
    Shot("play", "proof-night", (5, 4)),
    Shot("contents", "composing-the-blank", (2, 1)),
)


def built(shot: Shot, folder: Path) -> Path:
    """The PDF of a shot."""
    # Readers name their texts from their own folder: all editions are where they are to each other.
    sources = folder / shot.name / "source"
    shutil.copytree(ROOT / "source", sources)
    config = sources / shot.edition / "edition.toml"
    text = config.read_text(encoding="utf-8")
    for old, new in shot.changes:
        assert old in text, f"{shot.edition} has no {old}"
        text = text.replace(old, new)
    config.write_text(text, encoding="utf-8")
    notes = cast("dict[str, NotePlace]", dict(shot.notes))
    writing = cast(Writing, shot.writing) if shot.writing else None
    wishes = Wishes(formats=("pdf",), writing=writing, notes=notes)
    report = build(sources / shot.edition, folder / "build" / shot.name, wishes)
    assert report.good, list(report.findings)
    return folder / "build" / shot.name / shot.edition / f"{shot.edition}.pdf"


def main(names: list[str]) -> None:
    """Make all pictures, or those that are named."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for shot in SHOTS:
            if names and shot.name not in names:
                continue
            pdf = built(shot, folder)
            pages: list[Image.Image] = [page(pdf, number, folder) for number in shot.pages]
            together(pages, FOLDER / f"{shot.name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
