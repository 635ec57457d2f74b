"""HTML in Markdown: what its tags mean where they mean something here.

Tags that are not known are signs without words: the ledger names them, and what stands between them stays.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from edition.ingest.markdown.model import Block, Inline, Places

#: Tags that come in pairs within a line, by the name that they have here.
PAIRED: Final = {
    "b": "strong", "strong": "strong", "em": "emphasis", "i": "italic",
    "sup": "sup", "sub": "sub", "small": "small",
    "u": "underline", "ins": "underline", "s": "strike", "del": "strike", "strike": "strike", "code": "code",
    "kbd": "code", "samp": "code", "tt": "code", "a": "link",
    "ruby": "html-ruby", "rb": "html-rb", "rt": "html-rt", "rp": "html-rp",
}  # fmt: skip
#: Tags that begin a paragraph, or end one.
_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
#: Those of them that say no more than that.
_PLAIN: Final = frozenset("p div body html section article main center".split())
_HEADING: Final = re.compile(r"h([1-6])\Z")
_TOKEN: Final = re.compile(
    r"(?P<silent><!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<!.*?(?:>|\Z)"
    r"|<(?P<raw>script|style|textarea)\b.*?(?:</(?P=raw)\s*>|\Z))"
    r"|(?P<tag></?[A-Za-z][^<>]{0,2000}>)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<line>\n)",
    re.DOTALL | re.IGNORECASE,
)
_NAME: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE: Final = re.compile(r"""\s([A-Za-z-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")


def attribute(tag: str, name: str) -> tuple[str, int]:
    """The value of an attribute as it stands in a tag, and where it begins in it; "" and -1 where it is not."""
    for match in _ATTRIBUTE.finditer(tag):
        if match.group(1).lower() == name:
            quoted = match.group(2)[0] in "\"'"
            value = match.group(2)[1:-1] if quoted else match.group(2)
            return value, match.start(2) + quoted
    return "", -1


def scan(text: str, places: Places) -> list[Inline]:
    """A block of HTML as pieces of lines."""
    found: list[Inline] = []
    at = 0

    def words(end: int) -> None:
        found.extend(Inline("text", *places.span(*piece)) for piece in places.pieces(at, end))

    for match in _TOKEN.finditer(text):
        words(match.start())
        at = match.end()
        span = places.span(match.start(), match.end())
        if match.lastgroup == "line":
            found.append(Inline("soft", *span))
        elif match["entity"]:
            found.append(Inline("text", *span, reading=html.unescape(match["entity"]), name="entity"))
        elif match["tag"]:
            found.append(Inline("html", *span, name=name_of(match["tag"]), value=match["tag"]))
        else:
            raw = match["raw"]
            found.append(Inline("html", *span, name=raw.lower() if raw else "!", value=match.group()))
    words(len(text))
    return found


def name_of(tag: str) -> str:
    """The name of a tag, with ``/`` before it where it closes."""
    match = _NAME.match(tag)
    assert match is not None, tag
    return match.group(1) + match.group(2).lower()


def blocks(inlines: list[Inline]) -> Iterator[Block]:
    """The paragraphs and headings of a block of HTML."""
    block = Block("paragraph", loose=True)
    for one in inlines:
        name = one.name.removeprefix("/")
        if one.kind == "html" and (name in _BLOCKS or name == "hr"):
            closes = one.name.startswith("/")
            heading = _HEADING.match(name)
            if closes:
                block.inlines.append(one)
            if block.inlines:
                yield block
            block = Block("paragraph", loose=True)
            if name == "hr":
                yield Block("break", one.start, one.end)
                continue
            if heading and not closes:
                block = Block("heading", level=int(heading.group(1)))
            if not closes:
                block.inlines.append(one)
        else:
            block.inlines.append(one)
    if block.inlines:
        yield block


def meant(inlines: list[Inline]) -> list[Inline]:
    """The same pieces with the tags that are understood as what they mean, others as signs ``html:NAME``."""
    found = [_single(one) if one.kind == "html" else one for one in inlines]
    found = _pair(found)
    return _rubies(found)


def _single(one: Inline) -> Inline:
    name = one.name
    if name == "br":
        return Inline("hard", one.start, one.end, name="html:br")
    if (
        name in ("!", "wbr", "/br")
        or name.removeprefix("/") in _PLAIN
        or _HEADING.match(name.removeprefix("/"))
    ):
        return _sign(one)
    if name == "img":
        described, at = attribute(one.value, "alt")
        address, _ = attribute(one.value, "src")
        title, _ = attribute(one.value, "title")
        inside = []
        if described and one.end - one.start == len(one.value):
            first = one.start + at
            inside = [Inline("text", first, first + len(described), reading=html.unescape(described))]
        return Inline(
            "picture",
            one.start,
            one.end,
            value=html.unescape(address),
            title=html.unescape(title),
            inside=inside,
        )
    return one


def _sign(one: Inline) -> Inline:
    return Inline("markup", one.start, one.end, name="comment" if one.name == "!" else f"html:{one.name}")


def _pair(inlines: list[Inline]) -> list[Inline]:
    """Tags that open and close within the same marks become ``open`` and ``close``."""
    found = list(inlines)
    waiting: list[tuple[int, str]] = []
    for index, one in enumerate(inlines):
        if one.kind == "open":
            waiting.append((index, f"={one.name}"))
        elif one.kind == "close":
            while waiting and waiting.pop()[1] != f"={one.name}":
                pass
        elif one.kind == "html" and one.name in PAIRED:
            waiting.append((index, one.name))
        elif one.kind == "html" and one.name.startswith("/"):
            name = one.name[1:]
            # An opening tag that other marks have begun after and not ended stays as a sign.
            depth = len(waiting) - 1
            while depth >= 0 and waiting[depth][1] != name and not waiting[depth][1].startswith("="):
                depth -= 1
            if depth >= 0 and waiting[depth][1] == name:
                first = inlines[waiting[depth][0]]
                address, _ = attribute(first.value, "href") if name == "a" else ("", -1)
                found[waiting[depth][0]] = Inline(
                    "open",
                    first.start,
                    first.end,
                    PAIRED[name],
                    value=html.unescape(address),
                    rule=f"html:{name}",
                )
                found[index] = Inline("close", one.start, one.end, PAIRED[name], rule=f"html:/{name}")
                del waiting[depth:]
    return [_unknown(one) if one.kind == "html" else one for one in found]


def _unknown(one: Inline) -> Inline:
    return Inline("markup", one.start, one.end, name=f"html:{one.name}", title=one.name.removeprefix("/"))


def _rubies(inlines: list[Inline]) -> list[Inline]:
    """``<ruby>漢字<rt>かんじ</rt></ruby>``: each base with its reading becomes a ruby of its own."""
    found: list[Inline] = []
    index = 0
    while index < len(inlines):
        one = inlines[index]
        if one.kind == "open" and one.name == "html-ruby":
            end = _end_of(inlines, index)
            found += _ruby(inlines[index : end + 1])
            index = end + 1
        elif one.name.startswith("html-"):
            # A part of a ruby that is in none.
            found.append(_plain_sign(one))
            index += 1
        else:
            found.append(one)
            index += 1
    return found


def _end_of(inlines: list[Inline], index: int) -> int:
    depth = 0
    for at in range(index, len(inlines)):
        if inlines[at].kind == "open":
            depth += 1
        elif inlines[at].kind == "close":
            depth -= 1
            if not depth:
                return at
    return -1


def _ruby(pieces: list[Inline]) -> list[Inline]:
    """One element ``ruby`` of HTML, its tags included, as rubies of one base and one reading."""
    signs: list[Inline] = []
    base: list[Inline] = []
    found: list[Inline] = []
    index = 1
    while index < len(pieces) - 1:
        one = pieces[index]
        if one.kind == "open" and one.name in ("html-rt", "html-rp", "html-rb"):
            end = index + _end_of(pieces[index:], 0)
            inside = pieces[index + 1 : end]
            if one.name == "html-rb":
                signs += [_plain_sign(one), _plain_sign(pieces[end])]
                base += inside
            elif one.name == "html-rp" or not _has_words(base) or not _has_words(inside):
                # Brackets for readers without ruby; a reading without a base is kept as words.
                signs += [_plain_sign(one), _plain_sign(pieces[end])]
                signs += [_plain_sign(piece) for piece in inside] if one.name == "html-rp" else []
                base += inside if one.name == "html-rt" else []
            else:
                at = base[0].start
                found += [Inline("open", at, at, name="ruby"), Inline("open", at, at, name="rb"), *base]
                found += [Inline("close", one.start, one.start, name="rb")]
                found += [Inline("open", one.start, one.end, name="rt", rule="html:rt"), *inside]
                found += [Inline("close", pieces[end].start, pieces[end].end, name="rt", rule="html:/rt")]
                found += [Inline("close", one.end, one.end, name="ruby")]
                base = []
            index = end
        else:
            base.append(one)
        index += 1
    return [_plain_sign(pieces[0]), *found, *base, *signs, _plain_sign(pieces[-1])]


def _plain_sign(one: Inline) -> Inline:
    return Inline("markup", one.start, one.end, name=f"html:{one.name.removeprefix('html-') or 'rp'}")


def _has_words(inlines: list[Inline]) -> bool:
    return any(one.kind == "text" and (one.reading is None or one.reading.strip()) for one in inlines)
