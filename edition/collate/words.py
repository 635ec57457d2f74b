"""Where words begin and end, as far as script shows it: a variant shall not cut one in two."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from edition.collate.forms import BORDER, is_hiragana, is_kanji, is_mark

#: A longer row of kanji is Chinese, or a list: no word.
_LONGEST_KANJI: Final = 6
_LONGEST_OTHER: Final = 30
#: How far from its kanji the end of a word can stand.
_ENDING: Final = 3
_PARTICLE: Final = re.compile("[はをにがともへでのやか]")


def joins_before(text: str, place: int) -> bool:
    """Whether words that a witness adds at a place of the base are said of the word before it.

    Else of the one that follows: at a paragraph's beginning, after a full stop or a bracket.
    """
    if place == 0 or text[place - 1] == BORDER:
        return False
    if place == len(text) or text[place] == BORDER:
        return True
    return not is_mark(text[place - 1])


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The words that hold the characters ``start`` to ``end``; at least one character, none of a border."""
    if start == end:
        if joins_before(text, start):
            start -= 1
        else:
            end += 1
    while start > 0 and unicodedata.combining(text[start]):
        start -= 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    alone = end - start == 1 and _PARTICLE.match(text, start)
    after = text[end : end + 1]
    if alone and not (after and is_hiragana(after)):
        return start, end
    end = _row_end(text, end)
    if is_hiragana(text[start]):
        first = _head_of_ending(text, start)
        if first < start:
            start = first
            if is_hiragana(text[end - 1]):
                end = _end_of_ending(text, end)
    return _row_start(text, start), end


def _row(character: str) -> int:
    """The script of which a row is a word: kanji, katakana, letters and figures; 0 for none."""
    if is_kanji(character):
        return 1
    if "ァ" <= character <= "ヺ" or character in "ーヽヾ":
        return 2
    return 3 if character.isalnum() and not is_hiragana(character) else 0


def _row_start(text: str, start: int) -> int:
    row, at = _row(text[start]), start
    most = _LONGEST_KANJI if row == 1 else _LONGEST_OTHER
    while row and at > 0 and _row(text[at - 1]) == row:
        at -= 1
        if start - at >= most:
            return start
    return at


def _row_end(text: str, end: int) -> int:
    row, at = _row(text[end - 1]), end
    most = _LONGEST_KANJI if row == 1 else _LONGEST_OTHER
    while row and at < len(text) and _row(text[at]) == row:
        at += 1
        if at - end >= most:
            return end
    return at


def _head_of_ending(text: str, start: int) -> int:
    """The kanji that the hiragana at ``start`` is an ending of; ``start`` where there is none near."""
    at = start
    while at > 0 and start - at < _ENDING and is_hiragana(text[at - 1]):
        at -= 1
    return at - 1 if at > 0 and is_kanji(text[at - 1]) else start


def _end_of_ending(text: str, end: int) -> int:
    """Where a row of hiragana ends that ends soon, without a particle that closes it."""
    at = end
    while at < len(text) and at - end < _ENDING and is_hiragana(text[at]):
        at += 1
    if at < len(text) and is_hiragana(text[at]):
        return end
    return at - 1 if at > end and _PARTICLE.match(text[at - 1]) else at
