"""What an engine said: its lines, kept as a JSON file of the repository (``recorded/<engine>.json``).

A line is kept as the number of the paragraph's characters on it, with the word spaces that its end swallows, so
that the numbers of a setting add up to the length of its text. After a number, ``-`` says that the engine ended
the line with a hyphen of its own, ``!`` that the line is longer than the measure.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from bench.opinions.paragraphs import HERE, Paragraph

FOLDER = HERE / "recorded"
#: (paragraph's name, writing mode, measure)
Setting = tuple[str, str, int]


@dataclass(frozen=True)
class Lines:
    """One setting: the index in the text at which each line ends, and at which ends something is special."""

    ends: tuple[int, ...]
    hyphens: frozenset[int] = frozenset()
    over: frozenset[int] = frozenset()


@dataclass
class Record:
    """All lines of one engine."""

    engine: str
    version: str
    settings: str
    marks: dict[str, str] = field(default_factory=dict)
    lines: dict[Setting, Lines] = field(default_factory=dict)

    def knows(self, paragraph: Paragraph) -> bool:
        """Whether the lines are those of the paragraph as it now reads."""
        return self.marks.get(paragraph.name) == paragraph.mark

    def add(self, paragraph: Paragraph, writing: str, measure: int, lines: Lines) -> None:
        """Take a setting in. Raises ValueError when its lines are not the paragraph, whole and in order."""
        ends = lines.ends
        if not ends or ends[-1] != len(paragraph.text) or tuple(sorted(set(ends))) != ends:
            raise ValueError(f"{self.engine}: {paragraph.name} {writing} {measure}: lines end at {ends}")
        self.marks[paragraph.name] = paragraph.mark
        self.lines[paragraph.name, writing, measure] = lines


def swallow(text: str, ends: list[int], spaces: str = " ") -> list[int]:
    """Line ends moved behind the ``spaces`` that they swallow, so that all engines count alike."""
    moved = []
    for end in ends:
        while end < len(text) and text[end] in spaces:
            end += 1
        moved.append(end)
    return moved


def write(record: Record) -> Path:
    """Save a record; a setting is a row, so that a change shows as one."""
    rows: dict[str, dict[str, str]] = {}
    for (name, writing, measure), lines in record.lines.items():
        row = " ".join(
            f"{end - begin}{'-' if end in lines.hyphens else ''}{'!' if end in lines.over else ''}"
            for begin, end in zip((0, *lines.ends), lines.ends, strict=False)
        )
        rows.setdefault(name, {"text": record.marks[name]})[f"{writing} {measure}"] = row
    document = {
        "engine": record.engine,
        "version": record.version,
        "settings": record.settings,
        "lines": rows,
    }
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{record.engine}.json"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> Record:
    """The record of a file that :func:`write` made."""
    document = json.loads(path.read_text(encoding="utf-8"))
    record = Record(document["engine"], document["version"], document["settings"])
    for name, rows in document["lines"].items():
        for key, value in rows.items():
            if key == "text":
                record.marks[name] = value
                continue
            writing, measure = key.split()
            lengths = value.split()
            ends = tuple(accumulate(int(length.rstrip("-!")) for length in lengths))
            pairs = list(zip(ends, lengths, strict=True))
            record.lines[name, writing, int(measure)] = Lines(
                ends,
                frozenset(end for end, length in pairs if "-" in length),
                frozenset(end for end, length in pairs if "!" in length),
            )
    return record


def recorded() -> list[Record]:
    """The records that the repository has, in the order of their names."""
    return [read(path) for path in sorted(FOLDER.glob("*.json"))]
