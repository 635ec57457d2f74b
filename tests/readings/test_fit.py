"""Readings and the characters they belong to; who has learnt which kanji."""

from __future__ import annotations

import pytest

from edition.readings.fit import Part, fit
from edition.readings.grades import level


@pytest.mark.parametrize(
    ("word", "reading", "expected"),
    [
        ("活字", "カツジ", [(0, 2, "かつじ")]),
        ("拾う", "ヒロウ", [(0, 1, "ひろ")]),
        ("食べ物", "タベモノ", [(0, 1, "た"), (2, 3, "もの")]),
        ("お茶", "オチャ", [(1, 2, "ちゃ")]),
        ("人々", "ヒトビト", [(0, 2, "ひとびと")]),
        ("サボる", "サボル", []),
        ("ひらがな", "ヒラガナ", []),
        ("TeX", "テフ", []),
        # Where the kana may belong to either side, the word is read as a whole.
        ("生い立ち", "オイタチ", [(0, 1, "お"), (2, 3, "た")]),
        ("母は", "ハハハ", [(0, 1, "はは")]),
        ("子は母", "コハハハ", [(0, 3, "こははは")]),
        ("今日は", "コンニチワ", [(0, 3, "こんにちわ")]),
    ],
)
def test_a_reading_belongs_to_the_kanji(word: str, reading: str, expected: list[Part]) -> None:
    assert fit(word, reading) == expected


@pytest.mark.parametrize(
    ("said", "known", "unknown"),
    [("1", "山一", "岡鬱"), ("4", "岡城賀", "囲恩鬱"), ("6", "恩俵胃", "鬱頃"), ("7", "鬱頃", "鷗")],
)
def test_school_years(said: str, known: str, unknown: str) -> None:
    """学年別漢字配当表 of 2017: 岡 came in with year 4, 囲 moved to 5, 恩 to 6."""
    assert all(level(said).knows(kanji) for kanji in known)
    assert not any(level(said).knows(kanji) for kanji in unknown)


def test_levels_of_the_jlpt() -> None:
    assert level("N5").knows("日")
    assert not level("n5").knows("版")
    assert level("N1").knows("版")
    with pytest.raises(ValueError, match="N6"):
        level("N6")
