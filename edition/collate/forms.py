"""Forms in which words are compared: what may differ without being another word, class by class.

A *normal form* takes away one class of difference (``CLASSES``). The *key* of a character takes away all that
concern single characters at once; texts are aligned by keys, so that 舊い and 旧イ stand opposite each other
whatever an edition wants to print. Readings themselves are never changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from edition import resources
from edition.collate import kana

#: A paragraph's border in a text that is collated.
BORDER: Final = "\n"

# Hiragana that stand for themselves in any script: the rest of katakana is 0x60 after it.
_KATAKANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_VOICED = re.compile("[\u3099\u309a]")
_MARKED = re.compile("[ぁ-ヿ][\u3099\u309a]")
_LOOP = re.compile("(.{2,4}?)(?:([\u3032]|\u3034\u3035|／″＼)|\u3031|\u3033\u3035|／＼)", re.DOTALL)
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@cache
def _old_forms() -> dict[int, str]:
    """New forms of kanji by the code points of their old ones."""
    lines = resources.data("collate", "old_forms.tsv").decode().splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {ord(old): new for old, new in rows[1:]}


def is_kanji(character: str) -> bool:
    """Whether a character is an ideograph; the mark that repeats one is, too."""
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x3FFFF
        or 0xF900 <= code <= 0xFAFF
        or character in "々〻〆ヶ"
    )


def is_hiragana(character: str) -> bool:
    """Whether a character is hiragana or a mark that repeats one."""
    return "ぁ" <= character <= "ゟ"


def is_mark(character: str) -> bool:
    """Whether a character is punctuation: marks, brackets, dashes; no letters, no signs of repetition."""
    return unicodedata.category(character)[0] == "P" or character in "｜￤〜～"


def _space(text: str) -> str:
    return "".join(one for one in text if not one.isspace() or one == BORDER)


def _border(text: str) -> str:
    return text.replace(BORDER, "")


@lru_cache(maxsize=1 << 16)
def _wide(character: str) -> str:
    # Unicode's compatibility ideographs are forms of kanji, not widths.
    if is_kanji(character):
        return character
    return BORDER if character == BORDER else unicodedata.normalize("NFKC", character)


def _width(text: str) -> str:
    # Half-width kana and their marks of voicing are two characters each. Composing the whole text would
    # change compatibility ideographs, too.
    return _MARKED.sub(lambda match: unicodedata.normalize("NFC", match[0]), "".join(map(_wide, text)))


def _punctuation(text: str) -> str:
    return "".join(one for one in text if not is_mark(one))


def _kanji(text: str) -> str:
    """Old forms of kanji as new ones, compatibility ideographs as what they are, no variation selectors."""
    text = _VARIATION.sub("", text)
    plain = "".join(unicodedata.normalize("NFKC", one) if is_kanji(one) else one for one in text)
    return plain.translate(_old_forms())


def _iteration(text: str) -> str:
    """Marks of repetition (ゝ々〱) as what they repeat."""
    text = _LOOP.sub(lambda match: match[1] + (_voiced(match[1]) if match[2] else match[1]), text)
    written: list[str] = []
    for one in text:
        before = written[-1] if written else ""
        if before and ((one in "ゝヽ" and not is_kanji(before)) or (one in "々〻" and is_kanji(before))):
            written.append(before)
        elif before and one in "ゞヾ":
            written.append(_voiced(before))
        else:
            written.append(one)
    return "".join(written)


def _voiced(text: str) -> str:
    """Kana of which the first is voiced: どき for とき."""
    plain = _VOICED.sub("", unicodedata.normalize("NFD", text[0]))
    return unicodedata.normalize("NFC", plain + "\u3099") + text[1:]


def _script(text: str) -> str:
    return text.translate(_KATAKANA)


def _voicing(text: str) -> str:
    return unicodedata.normalize("NFC", _VOICED.sub("", unicodedata.normalize("NFD", text)))


#: The classes of difference and their normal forms, the lightest first. What no form takes away is a
#: difference of words.
NORMAL: Final[dict[str, Callable[[str], str]]] = {
    "paragraph": _border,
    "space": _space,
    "width": _width,
    "punctuation": _punctuation,
    "iteration": _iteration,
    "kanji": _kanji,
    "script": _script,
    "voicing": _voicing,
    "kana": kana.modern,
}
#: All classes that a variant can be of, the lightest first.
CLASSES: Final = (*NORMAL, "okurigana", "words", "moved", "lacuna")


def normal(text: str, classes: tuple[str, ...] = tuple(NORMAL)) -> str:
    """The normal form of a text: without what differs in these classes."""
    for name in classes:
        text = NORMAL[name](text)
    return text


@lru_cache(maxsize=1 << 16)
def key(cluster: str) -> str:
    """By what a character is found in another text; several characters for one that is written so (㈱)."""
    if cluster == BORDER:
        return cluster
    wide = unicodedata.normalize("NFKC", _kanji(cluster))
    plain = _voicing(_script(_width(wide)))
    return plain.translate(_LARGE).casefold() or cluster


_LARGE = str.maketrans("ぁぃぅぇぉっゃゅょゎ,.，．", "あいうえおつやゆよわ、。、。")
