"""Of which class a difference is, as an editor would say."""

from __future__ import annotations

import pytest

from edition.collate import CLASSES
from edition.collate.classes import of
from edition.collate.compare import compare
from edition.layers.model import VALUES

#: base, witness, class.
CASES = """
舊い活字      旧い活字      kanji
國語の會      国語の会      kanji
\ufa19社の前      神社の前      kanji
鹽を買った    塩を買った    kanji
辨ずる        弁ずる        kanji
私は思う、    私は思ふ、    kana
箱がいる。    箱がゐる。    kana
今日はきょう  今日はけふ    kana
行こうとする  行かうとする  kana
菓子はかし    菓子はくわし  kana
眠って        眠つて        kana
読まむとす    読まんとす    kana
行なう人      行う人        okurigana
取り扱いの例  取扱いの例    okurigana
申し込みの日  申込みの日    okurigana
人々の声      人人の声      iteration
こゝろ        こころ        iteration
すゞり        すずり        iteration
とき〲に      ときどきに    iteration
活字、並ぶ    活字並ぶ      punctuation
「箱」と言う  『箱』と言う  punctuation
ABCの箱       ＡＢＣの箱    width
ｶﾞﾗｽの箱      ガラスの箱    width
㈱活字社      (株)活字社    width
活 字の箱     活字の箱      space
ハコの中      はこの中      script
はかり売り    ばかり売り    voicing
箱の中        函の中        words
箱は中        箱が中        words
花のはし      花のわし      words
箱の中に      箱中に        words
古い箱        箱            words
変な箱        変箱          words
""".strip().splitlines()


@pytest.mark.parametrize("case", CASES)
def test_the_class_of_a_difference(case: str) -> None:
    base, witness, expected = (
        case.rsplit(maxsplit=2) if "活 字" not in case else ("活 字の箱", "活字の箱", "space")
    )
    found = compare("甲", base, witness).pieces
    assert [one.kind for one in found] == [expected] * len(found)
    assert found


def test_the_lightest_class_that_explains_it_is_taken() -> None:
    assert of("私は", "思う", "思ふ、", "人") == "kana"
    assert of("", "舊い", "旧イ", "人") == "script"


def test_layers_know_the_same_classes() -> None:
    assert VALUES["class"] == CLASSES
