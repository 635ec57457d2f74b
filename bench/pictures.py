"""Make the README's pictures from the sample editions: python bench/pictures.py

Needs pdftoppm (poppler-utils), chromium and Pillow, and the editions built in build/ (make demo). Writes
docs/pictures/vertical.png, horizontal.png (two facing pages each) and epub.png (a chapter of the e-book).
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import tempfile
import zipfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


def page(pdf: Path, number: int, folder: Path) -> Image.Image:
    """One page at 84 dots an inch."""
    target = folder / f"{pdf.stem}-{number}"
    command = ["pdftoppm", "-r", "84", "-gray", "-png", "-singlefile", "-f", str(number), "-l", str(number)]
    subprocess.run([*command, str(pdf), str(target)], check=True)
    return Image.open(target.with_suffix(".png")).convert("L")


def together(pages: list[Image.Image], file: Path) -> None:
    """Pages side by side on a grey ground."""
    gap = 14
    width = sum(picture.width for picture in pages) + (len(pages) + 1) * gap
    ground = Image.new("L", (width, max(picture.height for picture in pages) + 2 * gap), 205)
    x = gap
    for picture in pages:
        ground.paste(picture, (x, gap))
        x += picture.width + gap
    ground.save(file, optimize=True)


FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias><family>serif</family><prefer><family>Noto Serif JP</family></prefer></alias>
<alias><family>sans-serif</family><prefer><family>Noto Sans JP</family></prefer></alias></fontconfig>"""


def screen(epub: Path, document: str, folder: Path, name: str) -> None:
    """A chapter of an e-book as Chromium shows it, with the fonts that the program brings."""
    with zipfile.ZipFile(epub) as book:
        book.extractall(folder / "book")
        inside = next(entry for entry in book.namelist() if entry.endswith(document))
    # In a frame the view begins at the text's beginning, which in a vertical book is at the right.
    frame = folder / "frame.html"
    address = (folder / "book" / inside).as_uri()
    frame.write_text(
        "<!DOCTYPE html><style>html,body{margin:0}iframe{border:0;width:900px;height:620px}</style>"
        f'<iframe src="{address}"></iframe>'
    )
    package = importlib.util.find_spec("pylopdf_fonts_jp")
    assert package is not None
    assert package.origin is not None
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=Path(package.origin).parent, cache=folder / "cache"))
    command = ["chromium", *QUIET, f"--user-data-dir={folder / 'profile'}", "--window-size=900,620"]
    command += ["--virtual-time-budget=3000", f"--screenshot={OUT / name}", frame.as_uri()]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    Image.open(OUT / name).convert("L").save(OUT / name, optimize=True)


def main() -> None:
    """Make all three."""
    OUT.mkdir(parents=True, exist_ok=True)
    essay = ROOT / "build" / "composing-the-blank" / "composing-the-blank"
    article = ROOT / "build" / "breaking-lines" / "breaking-lines"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdf = essay.with_suffix(".pdf")
        together([page(pdf, 5, folder), page(pdf, 4, folder)], OUT / "vertical.png")
        pdf = article.with_suffix(".pdf")
        together([page(pdf, 4, folder), page(pdf, 5, folder)], OUT / "horizontal.png")
        screen(essay.with_suffix(".epub"), "chapter-1.xhtml", folder, "epub.png")


if __name__ == "__main__":
    main()
