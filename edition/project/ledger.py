"""Counting the characters of a text that was written as TEI and so is its own source."""

from __future__ import annotations

from lxml import etree

from edition.tei import reading, t


def of_text(root: etree._Element) -> dict[str, int]:
    """source, text, notes, furniture, unaccounted: what is read outside and in notes, and what is ``fw``."""
    text = notes = 0
    for block in reading.blocks(root):
        words = reading.read(block)
        count = len(words.text) - words.text.count(reading.SEPARATOR)
        marks = sum(len("".join(str(part) for part in mark.itertext())) for _, mark in words.marks)
        if reading.in_note(block):
            notes += count + marks
        else:
            text += count
            # A note's mark in the text belongs to its note.
            notes += marks
    furniture = sum(len(str(part)) for fw in root.iter(t("fw")) for part in fw.itertext())
    for label in root.iter(t("label")):
        if reading.is_note_mark(label):
            notes += sum(len(str(part)) for part in label.itertext())
    return {
        "source": text + notes + furniture,
        "text": text,
        "notes": notes,
        "furniture": furniture,
        "unaccounted": 0,
    }
