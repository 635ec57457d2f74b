"""Descriptions of characters, and letters with accents."""

from __future__ import annotations

import pytest

from edition.ingest.aozora.accents import TABLE
from edition.ingest.aozora.gaiji import of_place, resolve


@pytest.mark.parametrize(
    ("description", "character"),
    [
        ("「てへん＋劣」、第3水準1-84-77", "\u6318"),
        ("「髟／眄のつくり」、第4水準2-93-21", "\u9ae9"),
        ("二の字点、1-2-22", "\u303b"),
        ("ローマ数字1、1-13-21", "Ⅰ"),
        ("丸１、１-13-1", "①"),
        ("「口＋世」、U+546D、123-4", "\u546d"),
        ("「𠮟」、U+20B9F", "\U00020b9f"),
        ("半濁点付き平仮名か、1-4-87", "か\u309a"),
        ("逆斜線、1-1-32", "＼"),
        ("始め二重山括弧、1-1-52", "《"),
    ],
)
def test_an_address_is_a_character(description: str, character: str) -> None:
    assert resolve(description) == (character, "")


@pytest.mark.parametrize(
    "description", ["「土へん＋竒」、12-3", "「土へん＋竒」", "図1-2", "第3水準1-84-77-1"]
)
def test_a_description_without_an_address_is_none(description: str) -> None:
    assert resolve(description) == (None, "")


@pytest.mark.parametrize(
    ("description", "wrong"),
    [("「誤」、第3水準1-95-1", "第3水準1-95-1"), ("「誤」、U+D800", "U+D800"), ("「誤」、U+E000", "U+E000")],
)
def test_an_address_of_no_character_is_said(description: str, wrong: str) -> None:
    assert resolve(description) == (None, wrong)


def test_every_place_of_the_standard_has_its_character() -> None:
    """JIS X 0213:2004 has 11,233 characters, 25 of them a base and a combining mark."""
    found = [
        character
        for men in (1, 2)
        for ku in range(1, 95)
        for ten in range(1, 95)
        if (character := of_place(men, ku, ten))
    ]
    assert len(found) == len(set(found)) == 11_233
    assert sum(len(one) > 1 for one in found) == 25


def test_a_place_that_jis_x_0212_has_alone_is_none() -> None:
    assert of_place(2, 16, 1) is None


def test_accents_are_single_letters() -> None:
    assert TABLE["e'"] == "é"
    assert TABLE["ae&"] == "æ"
    assert TABLE["s&"] == "ß"
    assert all(len(letter) == 1 for letter in TABLE.values())
