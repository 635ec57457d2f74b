"""Notes on the finished pages: all there, in order, none before its call's page, none over anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from edition.diagnostics import Findings
from edition.print.layout import NoteSeries
from edition.proof import proof
from edition.proof.model import Severity
from tests.print.stress import Sentence, Stress, book, everywhere, heavy, long, overlaps, read_back, sixty

WRITINGS = ("vertical", "horizontal")
PLACES: dict[str, dict[str, Any]] = {
    "foot": {"notes": {"author": "foot"}},
    "side": {"notes": {"author": "side"}},
    "head": {"notes": {"author": "head"}},
    "spread": {"notes": {"author": "side"}, "series": {"author": NoteSeries(spread=True)}},
    "columns": {"notes": {"author": "foot"}, "series": {"author": NoteSeries(columns=2, size=7)}},
    "mixed": {"notes": {"author": "foot", "editor": "side", "translator": "foot"}},
    "all": {"notes": {"author": "foot", "editor": "head", "translator": "side"}},
}
TEXTS: dict[str, Callable[[], Stress]] = {
    "sixty": sixty,
    "long": long,
    "long at once": lambda: long(lead=0),
    "long on the last line": lambda: long(lead=31),
    "heavy": lambda: heavy("author", "editor", "translator"),
    "everywhere": lambda: everywhere("author", "editor", "translator"),
}
#: By direction and place, what it cannot be asked for.
_NOT = {("horizontal", "head"), ("horizontal", "all"), ("horizontal", "spread"), ("vertical", "columns")}


def complete(text: Stress, found: list[Sentence], small: Counter[str]) -> None:
    """Each sentence once; those of a note, and the notes of a series, in order; none before its call's page."""
    notes = [one for one in found if one.kind == "注"]
    count = Counter((one.number, one.at) for one in notes)
    assert not [one for one, times in count.items() if times > 1]
    # Every sentence of a note has one of these, whether or not a page ends in its first words.
    assert small["立"] == sum(number for number, _ in text.notes.values())
    for number, (sentences, _) in text.notes.items():
        mine = [one for one in notes if one.number == number]
        assert [one.at for one in mine] == sorted(one.at for one in mine)
        assert all(one.page <= other.page for one, other in pairwise(mine))
        pages = {one.at: one.page for one in mine}
        for at in range(1, sentences + 1):
            if at not in pages:
                # Its first words stand on two pages.
                assert pages.get(at - 1, 0) < pages.get(at + 1, 10**6)
    for series in {series for _, series in text.notes.values()}:
        ones = [one.number for one in notes if text.notes[one.number][1] == series]
        assert ones == sorted(ones)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("name", TEXTS)
def test_hard_pages(writing: str, place: str, name: str) -> None:
    """Nothing is lost, doubled, out of order or drawn over something else."""
    if (writing, place) in _NOT:
        pytest.skip("this direction has no such place")
    text = TEXTS[name]()
    data = text.pdf(writing, **PLACES[place])
    found, small = read_back(data, vertical=writing == "vertical")
    complete(text, found, small)
    assert overlaps(data) == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("writing", WRITINGS)
def test_pages_with_notes_are_sound(writing: str, place: str) -> None:
    """What ``edition proof`` measures on them: the grid, the measures, each note on the page of its call."""
    if (writing, place) in _NOT:
        pytest.skip("this direction has no such place")
    text = book("author", "editor", "translator")
    data = text.pdf(writing, **PLACES[place])
    complete(text, *read_back(data, vertical=writing == "vertical"))
    findings = Findings()
    report = proof(data, findings)
    assert not list(findings)
    assert [str(one) for one in report.remarks if one.severity is Severity.VIOLATION] == []
    assert {30, 36, 40} <= set(report.measured)
