"""Texts that were generated, typeset by ``edition build``, and read back from the PDF alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edition.cli import app
from edition.diagnostics import Findings
from edition.ingest import ingest
from tests.ingest import structure_of
from tests.ingest.generate import Style, Text, write
from tests.ingest.pdf.typeset import edition

#: The direction, a seed, the mark of notes, the bullets of lists.
SAMPLES = [
    ("vertical", 7, "({})", "○"),
    ("horizontal", 10, "（{}）", "○"),
    ("vertical", 11, "注{}", "・"),
    ("horizontal", 4, "{}", "1"),
]


def plain(words: str) -> str:
    return re.sub(r"\s+", "", words)


def flat(shape: structure_of.Shape) -> list[tuple[str, str]]:
    """Kind and words of every paragraph, line and item; the product's own title page and colophon not."""
    return [
        (kind, plain(words))
        for kind, lines, source in shape
        for words in [*lines, *([source] if source else [])]
        if kind not in ("title", "head", "byline")
    ]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Text, str, bytes]]:
    """(text, direction, PDF) of each sample."""
    folder = tmp_path_factory.mktemp("books")
    made: list[tuple[Text, str, Path]] = []
    for number, (writing, seed, mark, bullets) in enumerate(SAMPLES):
        style = Style(
            notes="foot", mark=mark, bullets=bullets, translators=True, dates="figures", page_lines=60
        )
        text = write(seed, style)
        made.append((text, writing, edition(folder / f"book{number}", text, style, writing)))
    result = CliRunner().invoke(
        app, ["build", *(str(path) for _, _, path in made), "-o", str(folder / "out"), "--to", "pdf"]
    )
    assert result.exit_code == 0, result.output
    return [
        (text, writing, (folder / "out" / path.name / f"{path.name}.pdf").read_bytes())
        for text, writing, path in made
    ]


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_structure_comes_back_from_a_typeset_book(number: int, books: list[tuple[Text, str, bytes]]) -> None:
    text, writing, data = books[number]
    findings = Findings()

    made = ingest(data, "book.pdf", findings, format="pdf")

    assert made.ledger.unaccounted == 0
    assert made.writing == writing
    assert findings.errors == []
    wanted = flat(structure_of.of_text(text, False))
    found = flat(structure_of.of_tei(made.root))
    assert len(wanted) > 20
    missing = [one for one in wanted if one not in found]
    assert len(missing) <= 0.005 * len(wanted), missing
    notes = {key: plain(words) for key, words in structure_of.notes_of(made.root).items()}
    assert notes == {key: plain(words) for key, words in text.notes.items()}
