"""Readings and emphasis marks as Japanese writers type them in plain text.

- ``｜漢字《かんじ》`` and ``|漢字《かんじ》``: the base begins at the bar;
- ``漢字《かんじ》``: the base is the kanji before it; the reading is kana, so that 《》 round a title stays what it is;
- ``{漢字|かんじ}``, ``{編集|へん|しゅう}``: one reading for all, or one for each character;
- ``《《圏点》》``: emphasis marks;
- ``\\《``, ``\\》``, ``\\｜``: the signs themselves.
"""

from __future__ import annotations

import re
from typing import Final

from markdown_it.rules_inline import StateInline

#: Characters that a reading without a bar belongs to: kanji and what is written among them.
_KANJI: Final = re.compile(
    "[々〇〻ヶ\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\U000e0100-\U000e01ef]+\\Z"
)
_READING: Final = re.compile("《([^《》<\n]{1,60})》")
_KANA_READING: Final = re.compile("《([\u3041-\u30ff\u31f0-\u31ff・ 　]{1,60})》")
_BASE: Final = re.compile("[｜|]([^｜|《》<\n]{1,60})(?=《[^《》<\n]{1,60}》)")
_BRACES: Final = re.compile(r"\{([^{}|\n]{1,60})((?:\|[^{}|\n]{1,60}){1,60})\}")
_MARKED: Final = re.compile("《《([^《》<\n]{1,200})》》")
_ESCAPED: Final = frozenset("《》｜")


def bar(state: StateInline, silent: bool) -> bool:
    """``｜漢字《かんじ》``."""
    match = _BASE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    reading = _READING.match(state.src, match.end(), state.posMax)
    if reading is None:
        return False
    if not silent:
        _write(state, match.start(), match.start(1), match.end(1), reading)
    state.pos = reading.end()
    return True


def brackets(state: StateInline, silent: bool) -> bool:
    """``漢字《かんじ》`` and ``《《圏点》》``."""
    if state.src[state.pos] != "《":
        return False
    marked = _MARKED.match(state.src, state.pos, state.posMax)
    if marked:
        if not silent:
            _enclose(state, "marks", marked.start(1), marked.end(1), marked.end())
        state.pos = marked.end()
        return True
    reading = _KANA_READING.match(state.src, state.pos, state.posMax)
    if reading is None:
        return False
    if not silent:
        base = _KANJI.search(state.pending[-60:])
        if base is None:
            return False
        length = len(base.group())
        state.pending = state.pending[:-length]
        start = state.pos - length
        _write(state, start, start, state.pos, reading)
    state.pos = reading.end()
    return True


def braces(state: StateInline, silent: bool) -> bool:
    """``{漢字|かんじ}``: several readings are of the characters one by one, and must be as many."""
    if state.src[state.pos] != "{":
        return False
    match = _BRACES.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    base, readings = match.group(1), match.group(2)[1:].split("|")
    if len(readings) not in (1, len(base)):
        return False
    if not silent:
        if len(readings) == 1:
            start, end = match.start(1), match.end(1)
            _token(state, "ruby_open", 1, state.pos, start)
            _token(state, "rb_open", 1, start, start)
            _words(state, start, end)
            _token(state, "rb_close", -1, end, end)
            _token(state, "rt_open", 1, end, end + 1)
            _words(state, end + 1, match.end() - 1)
            _token(state, "rt_close", -1, match.end() - 1, match.end())
            _token(state, "ruby_close", -1, match.end(), match.end())
        else:
            token = state.push("readings", "", 0)
            token.content, token.markup = base, match.group(2)[1:]
    state.pos = match.end()
    return True


def escape(state: StateInline, silent: bool) -> bool:
    """A backslash before a sign of this module is an escape, as before the signs of CommonMark (2.4)."""
    if state.src[state.pos] != "\\" or state.src[state.pos + 1 : state.pos + 2] not in _ESCAPED:
        return False
    if state.pos + 1 >= state.posMax:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.info = state.src[state.pos + 1], "escape"
    state.pos += 2
    return True


def _write(state: StateInline, start: int, base: int, base_end: int, reading: re.Match[str]) -> None:
    end = reading.end()
    _token(state, "ruby_open", 1, start, base)
    _token(state, "rb_open", 1, base, base)
    _inside(state, base, base_end)
    _token(state, "rb_close", -1, base_end, base_end)
    _token(state, "rt_open", 1, base_end, reading.start(1))
    _inside(state, reading.start(1), reading.end(1))
    _token(state, "rt_close", -1, reading.end(1), end)
    _token(state, "ruby_close", -1, end, end)


def _enclose(state: StateInline, name: str, start: int, stop: int, end: int) -> None:
    _token(state, f"{name}_open", 1, state.pos, start)
    _inside(state, start, stop)
    _token(state, f"{name}_close", -1, stop, end)


def _inside(state: StateInline, start: int, end: int) -> None:
    """What stands between marks may have marks of its own."""
    limit = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = limit


def _words(state: StateInline, start: int, end: int) -> None:
    token = state.push("text", "", 0)
    token.content = state.src[start:end]
    token.meta = {"span": (start, end)}


def _token(state: StateInline, name: str, nesting: int, start: int, end: int) -> None:
    token = state.push(name, "", 1 if nesting > 0 else -1)
    token.meta = {"span": (start, end)}
