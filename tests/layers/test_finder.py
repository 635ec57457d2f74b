"""Many searches in one text find what reading it through finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edition.layers.finder import Finder


@given(st.text("あいう\x00", max_size=60), st.text("あいう", min_size=1, max_size=5))
def test_the_hundredth_search_finds_what_the_first_one_finds(text: str, words: str) -> None:
    finder = Finder(text)
    expected = [at for at in range(len(text)) if text.startswith(words, at)]
    assert all(list(finder.places(words)) == expected for _ in range(120))
