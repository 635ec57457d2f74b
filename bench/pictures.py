"""Make the README's pictures from the sample editions: python bench/pictures.py

Needs pdftoppm (poppler-utils), chromium and Pillow, and the editions built in build/ (make demo). Writes
docs/pictures/vertical.png, horizontal.png (two facing pages each) and epub.png (a chapter of the e-book).
"""

from __future__ import annotations

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


def spread(left: Image.Image, right: Image.Image, name: str) -> None:
    """Two facing pages on a grey ground."""
    gap = 14
    ground = Image.new("L", (left.width + right.width + 3 * gap, left.height + 2 * gap), 205)
    ground.paste(left, (gap, gap))
    ground.paste(right, (left.width + 2 * gap, gap))
    ground.save(OUT / name, optimize=True)


def screen(epub: Path, document: str, folder: Path, name: str) -> None:
    """A chapter of an e-book as Chromium shows it."""
    with zipfile.ZipFile(epub) as book:
        book.extractall(folder / "book")
        inside = next(entry for entry in book.namelist() if entry.endswith(document))
    command = ["chromium", *QUIET, f"--user-data-dir={folder / 'profile'}", "--window-size=900,620"]
    target = f"--screenshot={OUT / name}"
    subprocess.run([*command, target, (folder / "book" / inside).as_uri()], check=True, capture_output=True)
    Image.open(OUT / name).convert("L").save(OUT / name, optimize=True)


def main() -> None:
    """Make all three."""
    OUT.mkdir(parents=True, exist_ok=True)
    essay = ROOT / "build" / "composing-the-blank" / "composing-the-blank"
    article = ROOT / "build" / "breaking-lines" / "breaking-lines"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdf = essay.with_suffix(".pdf")
        spread(page(pdf, 5, folder), page(pdf, 4, folder), "vertical.png")
        pdf = article.with_suffix(".pdf")
        spread(page(pdf, 4, folder), page(pdf, 5, folder), "horizontal.png")
        screen(essay.with_suffix(".epub"), "chapter-1.xhtml", folder, "epub.png")


if __name__ == "__main__":
    main()
