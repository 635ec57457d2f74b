"""UAX #50: typed from VerticalOrientation.txt."""

from __future__ import annotations

import sys

import pytest

from edition import jlreq


@pytest.mark.parametrize(
    ("chars", "expected"),
    [
        ("漢あア々〆〇０９Ａｚ※①㈱★§©®±×÷¼½¾‖†‡⁂Ⅷℓ№℡", "U"),
        ("ABCxyz0189!\"#$%&'()*+-./:;<=>?[]{}~ àßΩжא‐–—―…‥‘’“”←→↑↓≠≦∥＝＜＞", "R"),
        ("、。，．！？", "Tu"),
        ("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶㇰㇿ", "Tu"),
        ("㌔㌢㍻", "Tu"),
        ("「」『』（）〔〕［］｛｝〈〉《》【】〘〙〖〗〝〟", "Tr"),
        ("ー〜～：；｜＿゠", "Tr"),
        ("\ue000\U00020000\U0001b001", "U"),
    ],
)
def test_orientation(chars: str, expected: str) -> None:
    assert {char: jlreq.orientation(char) for char in chars} == dict.fromkeys(chars, expected)


def test_every_character_has_an_orientation() -> None:
    found = {jlreq.orientation(chr(code)) for code in range(sys.maxunicode + 1)}
    assert found == {"U", "R", "Tu", "Tr"}


def test_unassigned_code_points_follow_their_block() -> None:
    assert jlreq.orientation("\U0001b12f") == "U"  # Kana Extended-A: "default to U"
    assert jlreq.orientation("\u0378") == "R"
