"""Which characters the bytes of a Japanese text are: UTF-8, UTF-16, Shift_JIS, EUC-JP, ISO-2022-JP.

The bytes decide, not the file's name. A byte order mark and the escapes of ISO-2022-JP say it outright, and
UTF-8 shows itself: hardly another text is valid as it. Shift_JIS and EUC-JP share most of their bytes; where a
text is valid as both, the one that reads as Japanese is taken.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

UTF_8: Final = "UTF-8"

#: Encodings by the names that findings and the header use, each with Python's codecs for it in the order in
#: which they are tried: the standard first, then what vendors and later editions added to it.
CODECS: Final = {
    UTF_8: ("utf-8",),
    "UTF-16LE": ("utf-16-le",),
    "UTF-16BE": ("utf-16-be",),
    "ISO-2022-JP": ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004"),
    "Shift_JIS": ("shift_jis", "cp932", "shift_jis_2004"),
    "EUC-JP": ("euc_jp", "euc_jis_2004"),
}

_MARKS: Final = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "UTF-16BE"),
)
# JIS X 0202: escapes to JIS C 6226, JIS X 0208, JIS X 0212, JIS X 0213.
_ESCAPES: Final = (b"\x1b$@", b"\x1b$B", b"\x1b$(")
# What Microsoft's table has for single bytes that the standard leaves free.
_MICROSOFT = "cp932"
_NO_CHARACTER = re.compile("[\x80\uf8f0-\uf8f3]")
# How many bytes are looked at to weigh one reading against another.
_WEIGHED = 65536
# Below this many characters outside ASCII a text that is valid twice could be either.
_FEW = 12
# A reading that is hardly likelier than the other is doubtful; of few characters, one that is not all kana.
_LIKELIER, _KANA = 0.3, 0.9


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text is encoded as; ``other`` is the encoding it could be as well ("" where there is no doubt)."""

    name: str
    other: str = ""


def guess(data: bytes) -> Guess:
    """The encoding of a text. Always one: for bytes that are valid as none, the likeliest."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Guess(name)
    if any(escape in data for escape in _ESCAPES) and data.isascii():
        return Guess("ISO-2022-JP")
    if decoded(data, UTF_8) is not None:
        return Guess(UTF_8)
    valid = [name for name in ("Shift_JIS", "EUC-JP") if decoded(data, name) is not None]
    if not valid:
        return Guess(max((UTF_8, "Shift_JIS", "EUC-JP"), key=lambda name: likeliness(peek(data, name))))
    weights = {name: likeliness(peek(data, name)) for name in valid}
    best, *others = sorted(valid, key=lambda name: -weights[name])
    few = sum(byte > 0x7F for byte in data[:_WEIGHED]) < 2 * _FEW
    for other in others:
        if weights[best] - weights[other] < _LIKELIER or (few and weights[best] < _KANA):
            return Guess(best, other)
    return Guess(best)


def decoded(data: bytes, name: str) -> str | None:
    """The characters of ``data`` in one of CODECS; None where some of its bytes are none."""
    for codec in CODECS[name]:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec != _MICROSOFT or not _NO_CHARACTER.search(text):
            return text
    return None


def fault(data: bytes, name: str) -> tuple[int, str]:
    """The first byte that is no character, and the text before it; for what ``decoded`` gives None for."""
    start, codec = max((_first_error(data, codec), codec) for codec in CODECS[name])
    return start, data[:start].decode(codec, "replace")


def peek(data: bytes, name: str) -> str:
    """The head of a text, as far as it can be read."""
    return data[:_WEIGHED].decode(CODECS[name][-1], "replace").rstrip("\ufffd")


def _first_error(data: bytes, codec: str) -> int:
    try:
        text, end = data.decode(codec), len(data)
    except UnicodeDecodeError as error:
        text, end = data[: error.start].decode(codec), error.start
    found = _NO_CHARACTER.search(text) if codec == _MICROSOFT else None
    return end if found is None else len(text[: found.start()].encode(codec))


def likeliness(text: str) -> float:
    """How much of what is not ASCII in a text is what Japanese is written with, from -1 to 1."""
    worth = count = 0.0
    for character in text:
        if character < "\x80":
            continue
        count += 1
        if character == "\ufffd":
            worth -= 1
        elif "\u3041" <= character <= "\u3093" or character in "、。「」　":
            worth += 1
        elif "\u30a1" <= character <= "\u30fc" or (character >= "\u4e00" and _is_common(character)):
            worth += 0.8
        elif "\uff61" <= character <= "\uff9f" or not character.isprintable():
            # EUC-JP that is read as Shift_JIS is mostly half-width katakana.
            worth -= 1
    return worth / count if count else 0.0


def _is_common(character: str) -> bool:
    """Whether a kanji is of JIS X 0208's first level."""
    try:
        return character.encode("shift_jis")[0] < 0x99
    except UnicodeEncodeError:
        return False
