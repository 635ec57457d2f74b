"""The time of a collation grows with the text and its variants, not with their product."""

from __future__ import annotations

import random
import time

import pytest

from edition.collate.compare import compare
from edition.collate.variants import variants
from tests.collate import invented


def seconds(count: int, *, half: bool = False) -> float:
    """CPU time for a text of so many paragraphs, of the better of two runs."""
    chance = random.Random(3)
    paragraphs = invented.sentences(chance, count)
    base = invented.text(paragraphs)
    text, _ = invented.witness(chance, paragraphs, 0.3, moves=2, gaps=1)
    if half:
        text = text[: len(text) // 4] + text[len(text) * 3 // 4 :]
    found = []
    for _ in range(2):
        begun = time.process_time()
        variants(base, [compare("甲", base, text)])
        found.append(time.process_time() - begun)
    return min(found)


@pytest.mark.parametrize("half", [False, True])
def test_four_times_the_text_is_not_much_more_than_four_times_the_work(half: bool) -> None:
    seconds(20)
    assert seconds(1200, half=half) < 8 * seconds(300, half=half)
