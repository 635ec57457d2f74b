"""Our own lines on the same paragraphs, from the composer as it stands: never recorded, always made."""

from __future__ import annotations

from bench.opinions.paragraphs import MEASURES, WRITINGS, Paragraph
from bench.opinions.record import Lines, Record, swallow
from edition.typeset import compose_text


def record(texts: tuple[Paragraph, ...]) -> Record:
    """Compose all paragraphs. Raises ValueError when the lines are not the text, whole and in order."""
    made = Record("edition", "", "the strict profile")
    for paragraph in texts:
        for writing in WRITINGS:
            for measure in MEASURES:
                rows = compose_text(paragraph.text, writing=writing, measure=measure, indent=1.0)
                made.add(paragraph, writing, measure, _lines(paragraph.text, rows))
    return made


def _lines(text: str, rows: list[list[tuple[str, float]]]) -> Lines:
    ends: list[int] = []
    hyphens: set[int] = set()
    index = 0
    for row in rows:
        written = "".join(unit for unit, _ in row)
        for place, char in enumerate(written):
            # A line's end takes a word space, and the ideographic one after ？ and ！ (3.1.6).
            while index < len(text) and text[index] != char and text[index] in " 　":
                index += 1
            if text[index : index + 1] == char:
                index += 1
            elif place == len(written) - 1 and char in "-‐":
                hyphens.add(index)
            else:
                raise ValueError(f"{char!r} stands where the text has {text[index : index + 1]!r}")
        (end,) = swallow(text, [index], " 　" if text[index - 1 : index] in ("？", "！") else " ")
        if index in hyphens:
            hyphens = hyphens - {index} | {end}
        ends.append(end)
    return Lines(tuple(ends), frozenset(hyphens))
