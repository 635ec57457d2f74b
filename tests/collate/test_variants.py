"""The base and its variants are each witness, to the character; all that was varied is found, nothing else."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.collate.compare import compare, similarity
from edition.collate.proof import rebuilt
from edition.collate.variants import Variant, variants
from tests.collate import invented

#: Few signs, so that words come back, and every class of difference is among them.
SIGNS = "活字箱思行のをはがうふいひ、。ゝ々舊旧アイ「」ー\n"
TEXTS = st.text(SIGNS, min_size=1, max_size=80).map(lambda text: plain(text)).filter(bool)


def plain(text: str) -> str:
    """A text without empty paragraphs, of which a document has none either."""
    return re.sub("\n+", "\n", text).strip("\n")


def crossing(found: Sequence[Variant], base: str) -> list[tuple[Variant, Variant]]:
    """Places of one paragraph that overlap, and of which neither holds the other."""
    inner = [one for one in found if "\n" not in base[one.start : one.end]]
    return [(one, two) for one in inner for two in inner if one.start < two.start < one.end < two.end]


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_any_texts_come_back(base: str, witnesses: list[str]) -> None:
    found = variants(base, [compare(str(at), base, one) for at, one in enumerate(witnesses)])
    assert [rebuilt(base, found, str(at)) for at in range(len(witnesses))] == witnesses
    assert crossing(found, base) == []
    for one in found:
        lemma = base[one.start : one.end]
        assert lemma.strip("\n") == lemma != one.text


@pytest.mark.parametrize("seed", range(40))
def test_edited_texts_come_back_whatever_stands_whole(seed: int) -> None:
    chance = random.Random(seed)
    base = invented.text(invented.sentences(chance, 6))
    witnesses = [_edited(chance, base) for _ in range(3)]
    wholes = [(at, at + 3) for at in range(0, len(base) - 3, 17) if "\n" not in base[at : at + 3]]
    brackets = [(at, at + 9) for at in range(5, len(base) - 9, 51) if "\n" not in base[at : at + 9]]
    collated = [compare(str(at), base, one) for at, one in enumerate(witnesses)]
    found = variants(base, collated, (), wholes, brackets)
    assert [rebuilt(base, found, str(at)) for at in range(3)] == witnesses
    assert crossing(found, base) == []
    for one in found:
        assert not any(start < edge < end for start, end in wholes for edge in (one.start, one.end))
        assert not any(
            (start < one.start < end) != (start < one.end < end)
            for start, end in brackets
            if not one.start <= start < end <= one.end and not start <= one.start < one.end <= end
        )


def _edited(chance: random.Random, base: str) -> str:
    """A text with words changed, added, left out and moved anywhere, in the middle of words too."""
    letters = list(base)
    for _ in range(12):
        at = chance.randrange(len(letters))
        to = min(len(letters), at + chance.choice((1, 2, 5, 30, 90)))
        what = chance.randrange(4)
        if what == 0:
            letters[at] = chance.choice(SIGNS)
        elif what == 1:
            letters[at:at] = chance.choice(invented.STRANGE) * chance.randint(1, 4)
        elif what == 2:
            letters[at:to] = []
        else:
            taken, letters[at:to] = letters[at:to], []
            place = chance.randrange(len(letters))
            letters[place:place] = taken
    return plain("".join(letters))


def touches(seed: invented.Seed, one: Variant) -> bool:
    """Whether a variant concerns the words of a seed."""
    return seed.start <= one.end and one.start <= seed.end


@pytest.mark.parametrize("seed", range(12))
def test_every_variant_is_found_and_none_invented(seed: int) -> None:
    chance = random.Random(seed)
    paragraphs = invented.sentences(chance, 60)
    base = invented.text(paragraphs)
    text, seeds = invented.witness(chance, paragraphs, 0.6)
    found = variants(base, [compare("甲", base, text)])
    assert rebuilt(base, found, "甲") == text
    assert [one for one in seeds if not any(touches(one, other) for other in found)] == []
    assert [one for one in found if not any(touches(other, one) for other in seeds)] == []
    # One variant is one entry, of its class, and not much longer than what was varied.
    assert len(found) == len(seeds) > 80
    for one, entry in zip(seeds, found, strict=True):
        assert entry.kind == (one.kind if one.kind in ("kanji", "kana", "punctuation") else "words")
        assert entry.end - entry.start <= one.end - one.start + 6


@pytest.mark.parametrize("seed", range(6))
def test_gaps_are_one_entry_and_moves_are_said(seed: int) -> None:
    chance = random.Random(100 + seed)
    paragraphs = invented.sentences(chance, 60)
    base = invented.text(paragraphs)
    text, seeds = invented.witness(chance, paragraphs, 0.3, moves=3, gaps=2)
    found = variants(base, [compare("甲", base, text)])
    assert rebuilt(base, found, "甲") == text
    assert [one for one in seeds if not any(touches(one, other) for other in found)] == []
    missing = [one for one in seeds if one.kind == "lacuna"]
    lacunae = [one for one in found if one.kind == "lacuna"]
    assert 1 <= len(lacunae) <= 2
    assert all(
        any(other.start <= one.start and one.end <= other.end + 1 for other in lacunae) for one in missing
    )
    for one in seeds:
        if one.kind == "moved":
            assert [other for other in found if other.kind == "moved" and touches(one, other)]


def test_classes_that_are_left_out_are_no_variants() -> None:
    base, text = "舊い箱を思ふ。活字が並ぶ、棚。", "旧い箱を思う。鉛が並ぶ棚。"
    found = variants(base, [compare("甲", base, text)], ("kanji", "kana", "punctuation"))
    assert [(base[one.start : one.end], one.text) for one in found] == [("活字", "鉛")]


def test_words_are_not_cut() -> None:
    cases = {
        ("古い活字箱が並ぶ", "古い活版箱が並ぶ"): ("活字箱", "活版箱"),
        ("私は動かす。", "私は動かし。"): ("動かす", "動かし"),
        ("私は思ふ人だ", "私は想ふ人だ"): ("思", "想"),
        ("インクの色", "インキの色"): ("インク", "インキ"),
        ("箱は棚に", "箱も棚に"): ("は", "も"),
        ("箱と棚", "箱と古い棚"): ("と", "と古い"),
        ("春が来た。夏が来た。", "春が来た。秋が来た。夏が来た。"): ("夏", "秋が来た。夏"),
    }
    for (base, text), (lemma, reading) in cases.items():
        (one,) = variants(base, [compare("甲", base, text)])
        assert (base[one.start : one.end], one.text) == (lemma, reading)


def test_witnesses_with_one_reading_stand_together_and_overlapping_words_have_one_place() -> None:
    base = "古い活字箱が並ぶ。紙は白い。"
    texts = {
        "甲": "古い活版箱が並ぶ。紙は黒い。",
        "乙": "古い活版箱が並ぶ。紙は赤い。",
        "丙": "古い活字函が並ぶ。紙は黒い。",
    }
    found = variants(base, [compare(siglum, base, text) for siglum, text in texts.items()])
    assert [(base[one.start : one.end], one.text, one.witnesses) for one in found] == [
        ("活字箱", "活版箱", ("甲", "乙")),
        ("活字箱", "活字函", ("丙",)),
        ("白", "黒", ("甲", "丙")),
        ("白", "赤", ("乙",)),
    ]


def test_another_work_is_not_similar() -> None:
    one = invented.text(invented.sentences(random.Random(1), 30))
    paragraphs = invented.sentences(random.Random(1), 30)
    varied, _ = invented.witness(random.Random(2), paragraphs, 0.9)
    assert similarity(one, varied) > 0.6
    assert similarity(one, "雨の降る夜に港では船が灯をともし誰も来ない桟橋を照らしていた" * 5) < 0.1
    assert similarity("", "箱") in (0.0, 1.0)
