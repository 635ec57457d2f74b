"""Footnotes: ``[^1]``, their definitions, and ``^[notes in the line]``.

CommonMark has none; the form is that of PHP Markdown Extra, Pandoc and GitHub. A definition goes on over lines that
are indented by four spaces, and over the lines of its first paragraph.
"""

from __future__ import annotations

import re
from typing import Final

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_CALL: Final = re.compile(r"\[\^([^\s\[\]^]{1,100})\]")
_DEFINITION: Final = re.compile(r"\[\^([^\s\[\]^]{1,100})\]:")
#: Calls of this form are of notes even where nothing defines them: a number, a letter or two, signs.
_NUMBERED: Final = re.compile(r"[0-9０-９一二三四五六七八九十百〇]{1,4}\Z|[*＊†‡]{1,4}\Z")
#: How far the further paragraphs of a definition are indented.
_INDENT: Final = 4


def key(label: str) -> str:
    """The form in which labels are compared."""
    return label.casefold()


def is_number(label: str) -> bool:
    """Whether a call with this label is one even if nothing defines it."""
    return bool(_NUMBERED.match(label))


def definition(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """``[^1]: The note.``"""
    if state.is_code_block(startLine):
        return False
    start = state.bMarks[startLine] + state.tShift[startLine]
    match = _DEFINITION.match(state.src, start, state.eMarks[startLine])
    if match is None:
        return False
    if silent:
        return True
    label = match.group(1)
    state.env.setdefault("definitions", set()).add(key(label))
    token = state.push("definition_open", "", 1)
    token.content = label
    token.meta = {"span": (start, match.end())}
    before = (state.bMarks[startLine], state.tShift[startLine], state.sCount[startLine])
    indent, parent = state.blkIndent, state.parentType
    first = match.end()
    while first < state.eMarks[startLine] and state.src[first] in " \t":
        first += 1
    state.bMarks[startLine], state.tShift[startLine] = match.end(), first - match.end()
    state.blkIndent += _INDENT
    state.sCount[startLine] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, startLine, endLine)
    state.blkIndent, state.parentType = indent, parent
    state.bMarks[startLine], state.tShift[startLine], state.sCount[startLine] = before
    state.push("definition_close", "", -1).meta = {"span": (start, start)}
    return True


def call(state: StateInline, silent: bool) -> bool:
    """``[^1]``."""
    if not state.src.startswith("[^", state.pos):
        return False
    match = _CALL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    label = match.group(1)
    if key(label) not in state.env.get("definitions", ()) and not is_number(label):
        return False
    if not silent:
        token = state.push("call", "", 0)
        token.content = label
    state.pos = match.end()
    return True


def inline_note(state: StateInline, silent: bool) -> bool:
    """``^[The note.]``"""
    if not state.src.startswith("^[", state.pos) or state.pos + 1 >= state.posMax:
        return False
    start, limit = state.pos, state.posMax
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        state.push("note_open", "", 1).meta = {"span": (start, start + 2)}
        state.pos, state.posMax = start + 2, end
        state.md.inline.tokenize(state)
        state.push("note_close", "", -1).meta = {"span": (end, end + 1)}
    state.pos, state.posMax = end + 1, limit
    return True
