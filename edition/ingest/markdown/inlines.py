"""The lines of a paragraph, with the place of every token: CommonMark 0.31, 6.

markdown-it says of a token what it is, not where it stood. Here its parser of lines notes the place before and
after each rule; words that wait for the next token are the source's own characters, one by one, which gives the
place of these too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import MutableMapping
from typing import Any, Final, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from edition.ingest.markdown.model import Inline, Places

#: What the tokens of the library are called here.
_NAMES: Final = {"em": "emphasis", "strong": "strong", "s": "strike", "link": "link"}
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_WIDE: Final = frozenset("WF")


def _is_japanese(character: str) -> bool:
    return unicodedata.east_asian_width(character) in _WIDE


def _is_western_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS" and not _is_japanese(character)


class TrackedState(StateInline):
    """The state of the parser, which knows where its words and tokens stand in the text it reads."""

    #: Where the words that wait for a token begin.
    words_from = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self.words_from = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta = {"span": (self.words_from, self.words_from + len(token.content))}
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta = {"at": self.pos}
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Whether a run of marks can open or close emphasis.

        CommonMark 6.2, but a Japanese sign beside the mark counts as a letter: Japanese sets no spaces, so
        ``**「強調」**です`` would have no closing mark by the letter of the specification.
        """
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        left = not after.isspace() and (
            not _is_western_mark(after)
            or before.isspace()
            or _is_western_mark(before)
            or _is_japanese(before)
        )
        right = not before.isspace() and (
            not _is_western_mark(before) or after.isspace() or _is_western_mark(after) or _is_japanese(after)
        )
        opens = left and (canSplitWord or not right or _is_mark(before))
        closes = right and (canSplitWord or not left or _is_mark(after))
        return Scanned(opens, closes, end - start)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


class TrackingParser(ParserInline):
    """The library's parser of lines, which gives every token its place: ``meta["span"]``."""

    def tokenize(self, state: StateInline) -> None:
        rules = self.ruler.getRules("")
        deepest = state.md.options.maxNesting
        while state.pos < state.posMax:
            start, known = state.pos, len(state.tokens)
            if not (state.level < deepest and any(rule(state, False) for rule in rules)):
                state.append_pending(state.src[state.pos])
                state.pos += 1
            _place(state, start, known)
        if state.pending:
            state.pushPending()

    def parse(
        self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]
    ) -> list[Token]:
        state = TrackedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _place(state: StateInline, start: int, known: int) -> None:
    """Give places to the tokens that one rule has made, from ``start`` to where the state stands now."""
    at = start
    for token in state.tokens[known:]:
        if "span" in token.meta:
            continue
        if token.info == "auto":
            # <https://…>: an opening, the address and a closing, all made at one place.
            token.meta["span"] = (start, start + 1) if token.nesting > 0 else (state.pos - 1, state.pos)
        elif token.nesting > 0:
            token.meta["span"] = (start, token.meta["at"])
            start = token.meta["at"]
        elif token.nesting < 0:
            token.meta["span"] = (token.meta["at"], token.meta.get("to", state.pos))
        elif token.type == "text" and state.src[start] == "<":
            token.meta["span"] = (start + 1, state.pos - 1)
        elif token.type == "text":
            # A run of marks is a token for each mark, until they have found their partners.
            token.meta["span"] = (at, at + len(token.content))
            at += len(token.content)
        elif token.type in ("hardbreak", "softbreak"):
            token.meta["span"] = (_end_of_words(state, known, start), state.pos)
        else:
            token.meta["span"] = (start, state.pos)


def _end_of_words(state: StateInline, known: int, start: int) -> int:
    """Where a break begins: the spaces before it were taken from the words that came before."""
    if known < len(state.tokens) and state.tokens[known].type == "text":
        return int(state.tokens[known].meta["span"][1])
    # A backslash before a space is a token of both.
    least = state.tokens[known - 1].meta.get("span", (0, 0))[1] if known else 0
    at = start
    while at > least and state.src[at - 1] == " ":
        at -= 1
    return at


def read(tokens: list[Token], text: str, places: Places) -> list[Inline]:
    """The tokens of one text as pieces of the stream."""
    found: list[Inline] = []
    for token in tokens:
        _read(token, text, places, found)
    return found


def _read(token: Token, text: str, places: Places, found: list[Inline]) -> None:
    start, end = token.meta["span"]
    kind = token.type
    if kind == "text":
        # Marks that found their partner have lost their contents to it.
        name = "text" if token.content else "markup"
        _pieces(name, start, end, places, found)
    elif kind == "text_special":
        if token.content == text[start:end]:
            _pieces("text", start, end, places, found)
        else:
            found.append(Inline("text", *places.span(start, end), reading=token.content, name=token.info))
    elif kind == "softbreak":
        found.append(Inline("soft", *places.span(start, end)))
    elif kind == "hardbreak":
        found.append(Inline("hard", *places.span(start, end)))
    elif kind == "code_inline":
        _code(token, text, places, found)
    elif kind == "html_inline":
        found.append(_html(text[start:end], *places.span(start, end)))
    elif kind == "image":
        label = start + 2
        inner = [
            (at - label, offset) for at, offset in places_from(places, label, label + len(token.content))
        ]
        inside = read(token.children or [], token.content, Places(inner))
        value, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
        found.append(Inline("picture", *places.span(start, end), value=value, title=title, inside=inside))
    elif kind == "call":
        found.append(Inline("call", *places.span(start, end), value=token.content))
    elif kind == "readings":
        span = places.span(start, end)
        found.append(Inline("readings", *span, value=token.content, title=token.markup))
    elif kind.endswith(("_open", "_close")):
        name, _, side = kind.rpartition("_")
        value, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
        span = places.span(start, end)
        found.append(Inline(side, *span, name=_NAMES.get(name, name), value=value, title=title))
    else:
        raise AssertionError(kind)


def places_from(places: Places, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces of a part of a text."""
    return [(at, places.offset(at)) for at, _ in places.pieces(start, end)] or [(start, places.offset(start))]


def _pieces(kind: str, start: int, end: int, places: Places, found: list[Inline]) -> None:
    for first, last in places.pieces(start, end):
        found.append(Inline(kind, *places.span(first, last)))


def _code(token: Token, text: str, places: Places, found: list[Inline]) -> None:
    """A code span: its words stand for themselves, line ends are spaces (CommonMark 6.1)."""
    start, end = token.meta["span"]
    fence = len(token.markup)
    first = start + fence
    # One space on either side belongs to the marks, which is why the words may be shorter than what is between.
    first += len(token.content) < end - fence - first
    last = first + len(token.content)
    found.append(Inline("open", *places.span(start, first), name="code"))
    at = first
    while at < last:
        line_end = text.find("\n", at, last)
        if line_end < 0:
            line_end = last
        _pieces("text", at, line_end, places, found)
        if line_end < last:
            found.append(Inline("text", *places.span(line_end, line_end + 1), reading=" ", name="wrap"))
        at = line_end + 1
    found.append(Inline("close", *places.span(last, end), name="code"))


def _html(words: str, start: int, end: int) -> Inline:
    tag = _TAG.match(words)
    name = f"{tag.group(1)}{tag.group(2).lower()}" if tag else "!" if words.startswith("<!--") else "?"
    return Inline("html", start, end, name=name, value=words)
