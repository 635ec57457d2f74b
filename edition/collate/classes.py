"""Of which class a difference is: the lightest that explains it."""

from __future__ import annotations

from edition.collate.forms import CLASSES, NORMAL, is_hiragana, is_kanji

_AROUND = 3
# What hiragana after a kanji may be besides the end of its word: particles, and what begins them.
_PARTICLES = frozenset("のをにはがともへでやかよねぞさてただばどなぬず")


def of(before: str, base: str, witness: str, after: str) -> str:
    """The class of a difference: ``base`` stands against ``witness`` between words that both texts have.

    Forms are taken with some words around: う is the same as ふ only where they can be one word.
    """
    left, right = before[-_AROUND:], after[:_AROUND]
    ours, theirs = left + base + right, left + witness + right
    for name, form in NORMAL.items():
        if form(ours) == form(theirs):
            return name
    if _okurigana(before, base, witness, after):
        return "okurigana"
    needed = "words"
    for name, form in NORMAL.items():
        ours, theirs = form(ours), form(theirs)
        if ours == theirs:
            needed = name
            break
    return needed


def heaviest(classes: list[str]) -> str:
    """The class of a variant in which several differences were joined."""
    return max(classes, key=CLASSES.index)


def _okurigana(before: str, base: str, witness: str, after: str) -> bool:
    """Whether only one writes the end of a word in kana: 行なう and 行う, 取り扱い and 取扱い."""
    kana = base or witness
    if (base and witness) or not 1 <= len(kana) <= 2 or not before or not is_kanji(before[-1]):
        return False
    if not all(map(is_hiragana, kana)):
        return False
    followed = after[:1]
    if kana[0] == "な":
        return bool(followed) and is_hiragana(followed)
    return kana[0] not in _PARTICLES and bool(followed) and (is_hiragana(followed) or is_kanji(followed))
