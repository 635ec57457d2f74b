"""The forms in which notes are marked: at the call, and at the head of the note itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from edition.ingest import numerals

_N = rf"[{numerals.ARABIC}]{{1,3}}|[{numerals.KANJI}]{{1,4}}"
_A = rf"[{numerals.ARABIC}]{{1,3}}"

# Form -> pattern with one group, the number. Order is precedence: a mark in brackets is not a bare number.
_FORMS: dict[str, str] = {
    "word": rf"[（(〔\[［]? ?(?:[原訳編]?[注註]) ?({_N}) ?[）)〕\]］]?",
    "round": rf"[（(] ?({_N}) ?[）)]",
    "square": rf"[［\[〔] ?({_N}) ?[］\]〕]",
    "star": rf"[*＊※†] ?({_N})(?: ?[）)])?",
    "superscript": rf"([{numerals.SUPERSCRIPT}]{{1,3}})",
    "circled": "([①-⑳㉑-㉟㊱-㊿])",
    "half": rf"({_A}) ?[）)]",
    "bare": rf"({_A})",
}
# Circled numbers stand in three runs of the code table: first, its value, last.
_CIRCLED = (("①", 1, "⑳"), ("㉑", 21, "㉟"), ("㊱", 36, "㊿"))
# Signs that stand inside numbers, dates and references: 1,000 3.5 12-13 7/12 10:30.
_WITHIN = ".,-–/:"
_CALLS = {form: re.compile(pattern) for form, pattern in _FORMS.items()}
_HEADS = {
    form: re.compile(
        pattern + ("[ \u3000\t]+(?=\\S)" if form == "bare" else "[ \u3000\t]*[:：．.]?[ \u3000\t]*")
    )
    for form, pattern in _FORMS.items()
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A note mark: its form, its number, and where it stands in the text that was searched."""

    form: str
    number: int
    start: int
    end: int


#: What every mark has one of.
_NUMBER = re.compile(f"[{numerals.ARABIC}{numerals.KANJI}{numerals.SUPERSCRIPT}①-⑳㉑-㉟㊱-㊿]")
# Lines of tables and of damaged texts come again and again, and several passes look at each.
_SHORT, _REMEMBERED = 24, 4096


def calls(text: str) -> tuple[Mark, ...]:
    """Everything in ``text`` that could be a call, by form; what a bracket holds is not offered bare."""
    if len(text) <= _SHORT:
        return _calls_again(text)
    return _calls(text) if _NUMBER.search(text) else ()


def _calls(text: str) -> tuple[Mark, ...]:
    found: list[Mark] = []
    taken: set[int] = set()
    for form, pattern in _CALLS.items():
        for match in pattern.finditer(text):
            if match.start(1) in taken or match.start() in taken:
                continue
            number = _value(match.group(1))
            if not number:
                continue
            if form in ("bare", "half") and not _stands_alone(text, match.start(1), match.end(1)):
                continue
            if form == "word" and not _is_mark_word(match.group()):
                continue
            taken.update(range(match.start(), match.end()))
            found.append(Mark(form, number, match.start(), match.end()))
    return tuple(found)


_calls_again = lru_cache(_REMEMBERED)(_calls)


# 「1．」 leads the items of lists too: it marks notes only where a section of notes is looked for.
_POINTED = {**_HEADS, "point": re.compile(rf"({_A})[．.](?![0-9０-９])[ \u3000\t]*(?=\S)")}


def head(body: str, *, pointed: bool = False) -> tuple[Mark, int] | None:
    """The mark with which the line ``body`` could begin a note, and where the note's own words begin.

    With ``pointed`` a number and a point are a mark too.
    """
    return _head_again(body, pointed) if len(body) <= _SHORT else _head(body, pointed)


def _head(body: str, pointed: bool) -> tuple[Mark, int] | None:
    for form, pattern in (_POINTED if pointed else _HEADS).items():
        match = pattern.match(body)
        if match is None or match.end() >= len(body) or body[match.end()] in "。、，．」』）":
            continue  # a call, after which the sentence goes on
        number = _value(match.group(1))
        if not number:
            continue
        label_end = len(body[: match.end()].rstrip(" \u3000\t"))
        return Mark(form, number, 0, label_end), match.end()
    return None


_head_again = lru_cache(_REMEMBERED)(_head)


def _value(printed: str) -> int | None:
    if len(printed) == 1:
        for start, base, end in _CIRCLED:
            if start <= printed <= end:
                return base + ord(printed) - ord(start)
    return numerals.read(printed)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether figures are a whole number: not part of 1,000 or 3.5 or a longer row of figures or letters."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if before.isdigit() or (before in _WITHIN and before and text[start - 2 : start - 1].isdigit()):
        return False
    if before.isascii() and before.isalpha() and not before.islower():
        return False
    if after.isdigit() or (after.isascii() and after.isalpha()):
        return False
    return not (after and after in _WITHIN and text[end + 1 : end + 2].isdigit())


def _is_mark_word(printed: str) -> bool:
    """「注1」 and （注一） are marks; 「注一」 without brackets may be two words."""
    return printed[0] in "（(〔[［" or any(c.isdigit() and c not in numerals.KANJI for c in printed)
