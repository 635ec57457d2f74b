"""Forms of characters: variation sequences, older forms by OpenType features, and what a font lacks."""

from __future__ import annotations

import pytest

from edition.typeset.faces import Families
from edition.typeset.fontuse import FontUses
from edition.typeset.itemize import TokenTable

CHAIN = Families().chain(("serif",), 400, False)


def table(**features: bool) -> TokenTable:
    return TokenTable(CHAIN, FontUses(), set(), vertical=True, features=features)


def test_variation_sequence_is_one_character_with_a_glyph_of_its_own() -> None:
    """葛 with two hooks or one, 辻 with one dot or two: the Ideographic Variation Database's own examples."""
    made = table()
    for base, sequences in (
        ("葛", ("葛\U000e0100", "葛\U000e0101")),
        ("辻", ("辻\U000e0100", "辻\U000e0101")),
    ):
        glyphs = [made[sequence].codes for sequence in sequences]
        assert glyphs[0] != glyphs[1]
        assert made[base].codes in glyphs
        assert [made[sequence].text for sequence in sequences] == list(sequences)


@pytest.mark.parametrize(
    ("feature", "changed", "same"),
    [("jp83", "芦辻飴祇", "国学"), ("jp90", "芦辻飴祇", "国学"), ("jp78", "鴎", "国学")],
)
def test_older_forms(feature: str, changed: str, same: str) -> None:
    """The forms of JIS C 6226-1978, JIS X 0208-1983 and -1990, where they are not today's."""
    now, then = table(), table(**{feature: True})
    assert [char for char in changed + same if now[char].codes != then[char].codes] == list(changed)


def test_older_form_is_extracted_as_its_character() -> None:
    """Two glyphs of one character may both stand in a text, and one glyph for two characters."""
    uses = FontUses()
    now = TokenTable(CHAIN, uses, set(), vertical=True)
    then = TokenTable(CHAIN, uses, set(), vertical=True, features={"jp78": True})
    plain, older = now["鴎"], then["鴎"]
    assert plain.font is older.font
    assert not plain.replaced
    assert not older.replaced
    # 鷗 is drawn with the glyph that jp78 gives to 鴎: who comes second carries its text along.
    assert now["鷗"].codes == older.codes
    assert now["鷗"].replaced


def test_character_of_another_face_is_named() -> None:
    lent: dict[str, tuple[str, str]] = {}
    missing: set[str] = set()
    made = TokenTable(CHAIN, FontUses(), missing, vertical=True, substituted=lent)
    serif, sans = CHAIN
    only = [
        chr(code) for code in range(0x3400, 0xA000) if sans.covers(chr(code)) and not serif.covers(chr(code))
    ]
    assert only
    for char in [*only[:2], "漢", "\U0010fffd"]:
        made[char]
    assert lent == dict.fromkeys(only[:2], (serif.family, sans.family))
    assert missing == {"\U0010fffd"}
