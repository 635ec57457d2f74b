"""Line breaking by character: appendix C, note 5 and addendum, typed from there."""

from __future__ import annotations

import pytest

from edition import jlreq
from edition.jlreq import Profile

BOOK = Profile("book", kinsoku="strict")
MAGAZINE = Profile("magazine", kinsoku="loose")
NEWSPAPER = Profile("newspaper", kinsoku="very loose")
LEVELS = (jlreq.STRICT, BOOK, MAGAZINE, NEWSPAPER)


@pytest.mark.parametrize(
    ("chars", "by_level"),
    [
        # very strict, strict, loose, very loose
        ("亜々", (False, True, True, True)),
        ("亜ゝ", (False, False, False, True)),
        ("アー", (False, True, True, True)),
        ("きゃ", (False, True, True, True)),
        ("キャ", (False, True, True, True)),
        ("亜・", (False, False, True, True)),
        ("亜：", (False, False, False, True)),
        ("亜〜", (False, False, True, True)),
        ("亜？", (False, False, False, True)),
        ("……", (False, False, True, True)),
        ("‥‥", (False, False, True, True)),
        ("――", (False, False, False, True)),
        ("〳〵", (False, False, False, True)),
        ("―…", (True, True, True, True)),
        ("￥一", (False, False, False, True)),
        ("亜。", (False, False, False, False)),
        ("亜、", (False, False, False, False)),
        ("亜」", (False, False, False, False)),
        ("「亜", (False, False, False, False)),
        ("「々", (False, False, False, False)),
        ("亜亜", (True, True, True, True)),
        ("。亜", (True, True, True, True)),
        ("・亜", (True, True, True, True)),
    ],
)
def test_break_by_level(chars: str, by_level: tuple[bool, ...]) -> None:
    before, after = chars
    assert tuple(jlreq.may_break(before, after, profile) for profile in LEVELS) == by_level


@pytest.mark.parametrize(
    "char", "」』）】〕。、，．・：；？！‐–〜゠々ゝゞヽヾ〻ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
def test_no_line_begins_with(char: str) -> None:
    """3.1.7 (typography 10)."""
    assert not jlreq.begins_line(char)


@pytest.mark.parametrize("char", "「『（【〔［｛〈《〘〖〝“‘￥＄")
def test_no_line_ends_with(char: str) -> None:
    """3.1.8 (typography 11); 3.1.10 d."""
    assert not jlreq.ends_line(char)


@pytest.mark.parametrize("char", "亜あア「…―％　A1")
def test_a_line_begins_with(char: str) -> None:
    assert jlreq.begins_line(char)


@pytest.mark.parametrize("char", "亜あア」。、・？ー々…―％　A1")
def test_a_line_ends_with(char: str) -> None:
    assert jlreq.ends_line(char)
