"""The paragraphs that every engine sets, and the settings that all of them share."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FILE = HERE / "paragraphs.txt"

#: Characters to a line: a narrow column, a note, two of books, one of manuscripts and reports.
MEASURES = (12, 20, 25, 35, 42)
WRITINGS = ("vertical-rl", "horizontal-tb")

#: What a vertical line sets upright in one em: a numeral of two digits that stands alone (JLReq 3.2.5). Single
#: digits stand by themselves.
TATE_CHU_YOKO = re.compile(r"(?<![!-~])[0-9]{1,2}(?![!-~])")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; ``mark`` changes when its text does, so that a record of another text is known as such."""

    name: str
    text: str

    @property
    def mark(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


def paragraphs() -> tuple[Paragraph, ...]:
    """All paragraphs, in the order of the file."""
    found = re.findall(r"^--- (\S+)\n(.+)$", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    return tuple(Paragraph(name, text) for name, text in found)
