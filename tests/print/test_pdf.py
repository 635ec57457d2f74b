"""Finished PDFs, read back: text, fonts, direction, notes on the page of their calls, same bytes twice."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from edition.print.recipe import Pdf
from tests.print.conftest import printed, rendering


def pages_of(pdf: Pdf) -> list[str]:
    """The text of each page as Poppler reads it, in the order of the page's content."""
    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext (poppler-utils)")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf.data, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def squeezed(text: str) -> str:
    """Without spaces, line ends and soft hyphens."""
    return re.sub(r"[\s\ufffe\u00ad]+", "", text)


def body_text(writing: str) -> str:
    """The edition's text without readings and notes, from its rendering."""
    found = []
    for document in rendering(writing).documents:
        if document.type != "chapter":
            continue
        for block in document.section.iter("{*}p", "{*}h1", "{*}h2"):
            if any(parent.get("class", "").startswith("note") for parent in block.iterancestors()):
                continue
            base = ".//text()[not(ancestor::*[local-name()='rt' or local-name()='rp'])]"
            found.append("".join(block.xpath(base)))
    return squeezed("".join(found))


def test_text_comes_out_in_order(pdf: tuple[str, Pdf]) -> None:
    """Typography, point 43: each paragraph's characters stand in the page's text in reading order."""
    writing, made = pdf
    whole = squeezed("".join(pages_of(made)))
    characters = iter(whole)
    missing = [char for char in body_text(writing) if not any(char == other for other in characters)]
    assert not missing


def test_fonts_are_embedded_and_subset(pdf: tuple[str, Pdf]) -> None:
    """Typography, point 45; and vertical text is written with a vertical encoding."""
    writing, made = pdf
    if not shutil.which("pdffonts"):
        pytest.skip("needs pdffonts (poppler-utils)")
    listed = subprocess.run(
        ["pdffonts", "-"], input=made.data, capture_output=True, check=True
    ).stdout.decode()
    rows = listed.splitlines()[2:]
    assert rows
    for row in rows:
        assert re.search(r"Identity-[HV] +yes yes yes", row), row
    assert ("Identity-V" in listed) == (writing == "vertical")


def test_a_vertical_book_opens_to_the_right() -> None:
    """Typography, point 35."""
    assert b"/Direction /R2L" in plain(printed("vertical", 2).data)
    assert b"/Direction /R2L" not in plain(printed("horizontal", 2).data)


def test_notes_stand_on_the_page_of_their_call(pdf: tuple[str, Pdf]) -> None:
    """Typography, point 36."""
    _, made = pdf
    pages = [squeezed(page) for page in pages_of(made)]
    for number in range(1, 13):
        calls = [index for index, page in enumerate(pages) if f"である（{number}）" in page]
        notes = [index for index, page in enumerate(pages) if f"註の本文その{number}。" in page]
        assert calls == notes
        assert len(calls) == 1


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_same_input_same_bytes(writing: str) -> None:
    """Twice in one process."""
    assert printed(writing, 4).data == printed(writing, 4).data


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
@pytest.mark.parametrize("place", ["foot", "end", "inline"])
def test_no_note_is_lost_in_any_place(writing: str, place: str) -> None:
    """Every note's text is printed once, wherever its series stands."""
    made = printed(writing, 6, notes={"author": place})
    whole = squeezed("".join(pages_of(made)))
    for number in range(1, 7):
        assert whole.count(f"註の本文その{number}。") == 1


def test_bookmarks(pdf: tuple[str, Pdf]) -> None:
    """The chapter's heading is a bookmark."""
    document = pypdfium2.PdfDocument(pdf[1].data)
    try:
        assert "第一章　箱の中" in [item.get_title() for item in document.get_toc()]
    finally:
        document.close()


@pytest.mark.slow
def test_three_renderers_draw_the_same_page(pdf: tuple[str, Pdf], tmp_path: Path) -> None:
    """Poppler hides a font that Ghostscript and MuPDF cannot read: the pictures are compared."""
    from PIL import Image, ImageChops, ImageFilter, ImageStat

    tools = ("pdftoppm", "gs", "mutool")
    if missing := [tool for tool in tools if not shutil.which(tool)]:
        pytest.skip(f"needs {', '.join(missing)}")
    source = tmp_path / "book.pdf"
    source.write_bytes(pdf[1].data)
    page = "2"
    out = {tool: tmp_path / f"{tool}.png" for tool in tools}
    gray = ["-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-sDEVICE=pnggray", "-r72"]
    run = {
        "pdftoppm": [
            "pdftoppm",
            *["-r", "72", "-png", "-gray", "-singlefile", "-f"],
            page,
            "-l",
            page,
            str(source),
            str(tmp_path / "pdftoppm"),
        ],
        "gs": [
            "gs",
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            *gray,
            f"-dFirstPage={page}",
            f"-dLastPage={page}",
            f"-sOutputFile={out['gs']}",
            str(source),
        ],
        "mutool": [
            "mutool",
            "draw",
            *["-q", "-c", "gray", "-r", "72", "-o"],
            str(out["mutool"]),
            str(source),
            page,
        ],
    }
    pictures = {}
    for tool in tools:
        subprocess.run(run[tool], check=True, capture_output=True)
        pictures[tool] = Image.open(out[tool]).convert("L").filter(ImageFilter.GaussianBlur(3))
    poppler = pictures["pdftoppm"]
    ink = 255 - ImageStat.Stat(poppler).mean[0]
    assert ink > 2, "the page is not empty"
    for tool in ("gs", "mutool"):
        other = pictures[tool].resize(poppler.size)
        difference = ImageChops.difference(poppler, other)
        mean = ImageStat.Stat(difference).mean[0]
        assert mean < ink * 0.25, f"{tool} draws another page (difference {mean:.2f}, ink {ink:.2f})"


def plain(data: bytes) -> bytes:
    """The file with its object streams opened, so that names can be looked for."""
    import zlib

    found = [data]
    for match in re.finditer(rb"stream\r?\n", data):
        try:
            found.append(zlib.decompressobj().decompress(data[match.end() :]))
        except zlib.error:
            continue
    return b"\n".join(found)
