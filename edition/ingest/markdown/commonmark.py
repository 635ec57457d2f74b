"""The library's door: Markdown to blocks and their lines, each with its place in the stream.

markdown-it knows the lines of a block, not where its words begin in them. Its rules are wrapped: when a rule has
made a paragraph, a heading or a table, the parser's own marks say where each line's contents start in the source,
however many quotations and lists are around them, and the contents are read anew from there.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from edition.ingest.markdown import footnotes, html, inlines, ruby
from edition.ingest.markdown.model import Block, Inline, Places
from edition.tei.depth import DEEPEST_BLOCKS

#: How deep quotations and lists may stand in each other (TEI-015). What is deeper stays as it was typed.
DEEPEST: Final = DEEPEST_BLOCKS
# How deep tokens may stand in each other, marks within a line included.
_NESTING: Final = 120
_SPACES: Final = " \t"
_Rule = Callable[[StateBlock, int, int, bool], bool]
_Pieces = list[tuple[int, int]]


class Parsed:
    """A document, and whether something in it stood deeper than ``DEEPEST`` (the offset of the first, or -1)."""

    def __init__(self, document: Block, too_deep: int) -> None:
        self.document = document
        self.too_deep = too_deep


def parse(text: str) -> Parsed:
    """``text`` with ``\\n`` for line ends; places are those in ``text``."""
    parser = _parser()
    environment: dict[str, Any] = {"too_deep": -1, "deep": 0}
    tokens = parser.parse(text, environment)
    return Parsed(_Tree(tokens).document, environment["too_deep"])


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING})
    parser.enable(["table", "strikethrough"])
    # Words stay apart as they were found; joined, they would lose their places.
    parser.core.ruler.disable(["text_join"])
    tracking = inlines.TrackingParser()
    tracking.ruler, tracking.ruler2 = parser.inline.ruler, parser.inline.ruler2
    tracking.ruler2.disable(["fragments_join"])
    parser.inline = tracking
    for character in "《》｜|":
        tracking.add_terminator_char(character)
    tracking.ruler.before("escape", "ruby_escape", ruby.escape)
    tracking.ruler.before("link", "call", footnotes.call)
    tracking.ruler.before("link", "inline_note", footnotes.inline_note)
    tracking.ruler.push("ruby_bar", ruby.bar)
    tracking.ruler.push("ruby_brackets", ruby.brackets)
    tracking.ruler.push("ruby_braces", ruby.braces)
    blocks = parser.block.ruler
    blocks.before("reference", "definition", footnotes.definition, {"alt": ["paragraph", "reference"]})
    wrapped: dict[str, Callable[[_Rule], _Rule]] = {
        "paragraph": _lines_of, "lheading": _lines_of, "heading": _line_of_heading, "table": _cells,
        "code": _kept_lines, "fence": _kept_lines, "html_block": _kept_lines,
        "reference": _whole, "hr": _whole, "list": _items, "blockquote": _container, "definition": _container,
    }  # fmt: skip
    alternatives = {rule.name: (rule.fn, rule.alt) for rule in blocks.__rules__}
    for name, wrap in wrapped.items():
        rule, alt = alternatives[name]
        blocks.at(name, wrap(rule), {"alt": alt})
    return parser


# --- where the contents of a block stand


def _first(state: StateBlock, line: int) -> int:
    """The offset of a line's first character that is no indent."""
    return state.bMarks[line] + state.tShift[line]


def _joined(state: StateBlock, first: int, last: int) -> tuple[str, _Pieces]:
    """Lines without indents and without the spaces at the end of the last, and where they come from."""
    pieces: _Pieces = []
    lines: list[str] = []
    length = 0
    for line in range(first, last):
        start = _first(state, line)
        pieces.append((length, start))
        words = state.src[start : state.eMarks[line]]
        lines.append(words)
        length += len(words) + 1
    return "\n".join(lines).rstrip(_SPACES), pieces


def _lines_of(rule: _Rule) -> _Rule:
    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        known = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            token = state.tokens[known + 1]
            last = state.line - (state.tokens[known].type == "heading_open")
            token.content, token.meta["pieces"] = _joined(state, start, last)
        return True

    return wrapped


def _line_of_heading(rule: _Rule) -> _Rule:
    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        known = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            at, last = _first(state, start) + len(state.tokens[known].markup), state.eMarks[start]
            while at < last and state.src[at] in _SPACES:
                at += 1
            words = state.src[at:last].rstrip(_SPACES)
            # A closing row of number signs stands after a space (CommonMark 4.2).
            bare = words.rstrip("#")
            if not bare or bare[-1] in _SPACES:
                words = bare.rstrip(_SPACES)
            token = state.tokens[known + 1]
            token.content, token.meta["pieces"] = words, [(0, at)]
        return True

    return wrapped


def _cells(rule: _Rule) -> _Rule:
    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        known = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            cells: list[tuple[str, _Pieces]] = []
            for token in state.tokens[known:]:
                if token.type == "tr_open" and token.map:
                    cells = _cells_of(state.src, _first(state, token.map[0]), state.eMarks[token.map[0]])
                    cells.reverse()
                elif token.type == "inline":
                    token.content, token.meta["pieces"] = cells.pop() if cells else ("", [(0, 0)])
                elif token.type == "tr_close" and cells:
                    # More cells than the heading has: HTML drops them, here nothing is lost.
                    token.meta["surplus"] = cells[::-1]
        return True

    return wrapped


def _cells_of(text: str, start: int, end: int) -> list[tuple[str, _Pieces]]:
    """The cells of a row (GFM 4.10): bars part them, a bar after a backslash is a bar."""
    # The library takes wide spaces off a row, too.
    while start < end and text[start] in MD_TRIM_CHARS:
        start += 1
    while end > start and text[end - 1] in MD_TRIM_CHARS:
        end -= 1
    bounds, escaped = [start - 1], False
    for at in range(start, end):
        if text[at] == "|" and not escaped:
            bounds.append(at)
        escaped = text[at] == "\\"
    bounds.append(end)
    spans = [(first + 1, last) for first, last in pairwise(bounds)]
    if spans and spans[0][0] == spans[0][1]:
        spans.pop(0)
    if spans and spans[-1][0] == spans[-1][1]:
        spans.pop()
    return [_cell(text, first, last) for first, last in spans]


def _cell(text: str, start: int, end: int) -> tuple[str, _Pieces]:
    while start < end and text[start] in _SPACES:
        start += 1
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    words: list[str] = []
    pieces: _Pieces = [(0, start)]
    length, at = 0, start
    while (bar := text.find("\\|", at, end)) >= 0:
        words.append(text[at:bar])
        length += bar - at
        at = bar + 1
        pieces.append((length, at))
        # The bar itself must not be found again as the second sign of a pair.
        words.append("|")
        length += 1
        at += 1
    words.append(text[at:end])
    return "".join(words), pieces


def _kept_lines(rule: _Rule) -> _Rule:
    """Code and HTML: each line's contents are the end of the source's line, after an indent that tabs may make."""

    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        known = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            token = state.tokens[known]
            fenced = token.type == "fence"
            kept = token.content.split("\n")
            if not kept[-1]:
                kept.pop()
            token.meta["lines"] = [
                (words, _start_of(words, state.src, state.eMarks[line]), state.eMarks[line])
                for line, words in enumerate(kept, start + fenced)
            ]
            token.meta["span"] = (_first(state, start), state.eMarks[start])
        return True

    return wrapped


def _start_of(words: str, text: str, end: int) -> int:
    """Where a line of code begins that ends at ``end``: a tab may have been made into up to three spaces."""
    made = 0
    while made < len(words) and not text.endswith(words[made:], 0, end):
        made += 1
    return end - (len(words) - made)


def _whole(rule: _Rule) -> _Rule:
    """Definitions of links and thematic breaks are signs from end to end."""

    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        known = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            if len(state.tokens) == known:
                state.push("reference", "", 0)
            state.tokens[known].meta["span"] = (_first(state, start), state.eMarks[state.line - 1])
        return True

    return wrapped


def _container(rule: _Rule) -> _Rule:
    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.env["deep"] < DEEPEST:
            # The rule reads what the block holds, too.
            state.env["deep"] += 1
            try:
                return rule(state, start, end, silent)
            finally:
                state.env["deep"] -= 1
        if not silent and state.env["too_deep"] < 0 and rule(state, start, end, True):
            state.env["too_deep"] = _first(state, start)
        return False

    return wrapped


def _items(rule: _Rule) -> _Rule:
    contained = _container(rule)

    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        known, level = len(state.tokens), state.level
        if not contained(state, start, end, silent):
            return False
        if not silent:
            for token in state.tokens[known:]:
                if token.type == "list_item_open" and token.level == level + 1 and token.map:
                    at = _first(state, token.map[0])
                    token.meta["span"] = (at, at + len(token.info) + 1)
        return True

    return wrapped


# --- tokens to blocks


def _span(token: Token) -> tuple[int, int]:
    start, end = token.meta["span"]
    return int(start), int(end)


class _Tree:
    """The document of a list of tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.document = Block("document")
        self._open = [self.document]
        self._numbers: list[int] = []
        for token in tokens:
            self._read(token)

    def _read(self, token: Token) -> None:
        here = self._open[-1]
        match token.type:
            case "paragraph_open":
                self._begin(Block("paragraph", loose=not token.hidden))
            case "heading_open":
                self._begin(Block("heading", level=int(token.tag[1])))
            case "blockquote_open":
                self._begin(Block("quote"))
            case "bullet_list_open" | "ordered_list_open":
                self._begin(Block("list"))
                self._numbers.append(int(token.attrs.get("start", 1)))
            case "list_item_open":
                self._item(token)
            case "definition_open":
                self._begin(Block("definition", *_span(token), value=token.content))
            case "table_open":
                self._begin(Block("table"))
            case "tr_open":
                self._begin(Block("row"))
            case "th_open" | "td_open":
                style = str(token.attrs.get("style", ""))
                level = int(token.type == "th_open")
                self._begin(Block("cell", level=level, value=style.removeprefix("text-align:")))
            case "inline":
                places = Places(token.meta["pieces"])
                here.inlines = inlines.read(token.children or [], token.content, places)
            case "fence" | "code_block":
                self._code(token)
            case "html_block":
                self._html(token)
            case "hr":
                here.blocks.append(Block("break", *_span(token)))
            case "reference":
                here.blocks.append(Block("markup", *_span(token), value="link definition"))
            case "thead_open" | "thead_close" | "tbody_open" | "tbody_close":
                pass
            case "ordered_list_close" | "bullet_list_close":
                self._numbers.pop()
                self._close()
            case "tr_close":
                for words, pieces in token.meta.get("surplus", ()):
                    start, end = Places(pieces).span(0, len(words))
                    cell = Block("cell", inlines=[Inline("text", start, end)] if words else [])
                    here.blocks.append(cell)
                self._close()
            case _:
                assert token.nesting < 0, token.type
                self._close()

    def _begin(self, block: Block) -> None:
        self._open[-1].blocks.append(block)
        self._open.append(block)

    def _close(self) -> None:
        block = self._open.pop()
        if block.kind == "list":
            paragraphs = (
                inner for item in block.blocks for inner in item.blocks if inner.kind == "paragraph"
            )
            block.loose = any(inner.loose for inner in paragraphs)

    def _item(self, token: Token) -> None:
        mark = ""
        if token.info:
            mark = f"{self._numbers[-1]}{token.markup}"
            self._numbers[-1] += 1
        self._begin(Block("item", *_span(token), value=mark))

    def _code(self, token: Token) -> None:
        block = Block("code", *_span(token), value=token.info.strip())
        if token.type == "code_block":
            block.end = block.start
        for number, (words, start, end) in enumerate(token.meta["lines"]):
            if number:
                block.inlines.append(Inline("hard", start, start))
            made = len(words) - (end - start)
            if made:
                block.inlines.append(Inline("text", start - 1, start, reading=" " * made, name="tab"))
            if start < end:
                block.inlines.append(Inline("text", start, end))
        self._open[-1].blocks.append(block)

    def _html(self, token: Token) -> None:
        pieces: _Pieces = []
        length = 0
        kept = []
        for words, _, end in token.meta["lines"]:
            bare = words.lstrip(_SPACES)
            pieces.append((length, end - len(bare)))
            kept.append(bare)
            length += len(bare) + 1
        text = "\n".join(kept)
        self._open[-1].blocks.extend(html.blocks(html.scan(text, Places(pieces))))
