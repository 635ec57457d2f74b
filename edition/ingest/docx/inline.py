"""A paragraph's XML to its pieces: runs, fields, ruby, drawings, changes (29500-1, 17.3, 17.13, 17.16)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from edition.ingest.docx import fields, shapes, symbols
from edition.ingest.docx.equations import enclosed, gaps, respelled
from edition.ingest.docx.formats import Format, applied
from edition.ingest.docx.names import attr, child, name
from edition.ingest.docx.package import Package
from edition.ingest.docx.pieces import Call, Change, Drop, Insertion, Own, Piece, Point, Ruby, Shape, Words
from edition.ingest.docx.stream import Stream, inner
from edition.ingest.docx.styles import Styles

_CODE: Final = frozenset(("w:instrText", "w:delInstrText"))
_TEXT: Final = frozenset(("w:t", "w:delText", "m:t", "w:noBreakHyphen", "w:softHyphen"))
_BLANK: Final = frozenset(("w:tab", "w:ptab"))
_INSERTED: Final = frozenset(("w:ins", "w:moveTo"))
_DELETED: Final = frozenset(("w:del", "w:moveFrom"))
_POINTS: Final = {
    "w:commentRangeStart": "comment-start",
    "w:commentRangeEnd": "comment-end",
    "w:commentReference": "comment",
}
_NOTES: Final = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_WHITE = re.compile("[\t\n\r]+")


@dataclass(slots=True)
class Seen:
    """What was met on the way and has to be told: counted by what it is."""

    unread: Counter[str] = field(default_factory=Counter)
    unknown_symbols: Counter[str] = field(default_factory=Counter)
    #: Bookmarks that something leads to.
    wanted: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Env:
    """What holds for a run: how it is set, where it leads, which changes it stands in."""

    format: Format = Format()  # noqa: RUF009 - frozen
    link: fields.Link | None = None
    inserted: Change | None = None
    deleted: Change | None = None


@dataclass(slots=True)
class _Field:
    """A field that is open: its code so far, and the places of it that are not in the pieces yet."""

    text: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)
    result: bool = False
    code: fields.Code = fields.Code()  # noqa: RUF009 - frozen


class Flattener:
    """Makes the paragraphs of one part flat, in their order: a field may begin in one and end in another."""

    def __init__(self, part: str, package: Package, stream: Stream, styles: Styles, seen: Seen) -> None:
        self._part = part
        self._package = package
        self._stream = stream
        self._styles = styles
        self._seen = seen
        self._fields: list[_Field] = []
        self._out: list[Piece] = []
        self._mark: Call | None = None
        self._paragraph_start = 0

    def paragraph(self, element: etree._Element) -> list[Piece]:
        """The pieces of a paragraph; its line feed is one that is dropped."""
        self._out, self._paragraph_start = [], self._stream.at[element][0]
        self._all(element, _Env())
        for one in self._fields:
            self._flush(one)
        end = self._stream.at[element][1]
        self._out.append(Drop(end - 1, end, "space", "paragraph"))
        return self._out

    def start(self, element: etree._Element) -> int:
        """Where a paragraph begins in the stream."""
        return self._stream.at[element][0]

    def stray(self, element: etree._Element) -> list[Piece]:
        """The pieces of words that stand in no paragraph."""
        self._out = []
        self._one(element, _Env())
        return self._out

    def point(self, element: etree._Element) -> Point | None:
        """A place that stands between paragraphs."""
        here = name(element)
        if here == "w:bookmarkStart":
            return Point("bookmark", attr(element, "w:name"))
        return Point(_POINTS[here], attr(element, "w:id")) if here in _POINTS else None

    # --- what stands in a paragraph

    def _all(self, element: etree._Element, env: _Env) -> None:
        for one in inner(element):
            self._one(one, env)

    def _one(self, element: etree._Element, env: _Env) -> None:
        here = name(element)
        if here == "w:r":
            self._mark = None
            self._all(element, self._run(element, env))
            self._mark = None
        elif here in _TEXT:
            self._text(element, env)
        elif here in _CODE:
            self._code(*self._stream.at[element], env)
        elif here in _BLANK:
            self._tab(element, env)
        elif here in ("w:br", "w:cr"):
            self._break(element, env)
        elif here == "w:sym":
            self._symbol(element, env)
        elif here == "w:fldChar":
            self._field(attr(element, "w:fldCharType"), env)
        elif here == "w:fldSimple":
            self._simple(element, env)
        elif here == "w:hyperlink":
            self._all(element, replace(env, link=self._hyperlink(element)))
        elif here in _INSERTED:
            self._all(element, replace(env, inserted=_change(element)))
        elif here in _DELETED:
            self._all(element, replace(env, deleted=_change(element)))
        elif here == "w:ruby":
            self._ruby(element, env)
        elif here in _NOTES:
            self._call(element, here, env)
        elif here in ("w:footnoteRef", "w:endnoteRef"):
            self._out.append(Own(self._here()))
        elif here in ("w:drawing", "w:pict", "w:object"):
            self._shape(element)
        elif here in ("w:rPr", "w:pPr", "w:sdtPr", "w:sdtEndPr"):
            pass
        elif here == "w:lastRenderedPageBreak":
            self._out.append(Point("pb", "rendered"))
        elif (point := self.point(element)) is not None:
            self._out.append(point)
        elif here == "w:p":
            # A paragraph in a paragraph, which no program writes: its words are words all the same.
            self._all(element, env)
            end = self._stream.at[element][1]
            self._drop(end - 1, end, "space", "paragraph")
        else:
            if here == "m:oMath":
                self._seen.unread["formula"] += 1
            self._all(element, env)

    def _run(self, element: etree._Element, env: _Env) -> _Env:
        properties = child(element, "w:rPr")
        if properties is None:
            return env
        style = attr(child(properties, "w:rStyle"), "w:val")
        base = self._styles.character(style) if style else Format()
        return replace(env, format=applied(base, properties))

    # --- words

    def _text(self, element: etree._Element, env: _Env) -> None:
        start, end = self._stream.at[element]
        here = name(element)
        if here in ("w:t", "w:delText") and attr(element, "xml:space") != "preserve":
            words = self._stream.text[start:end]
            lead = len(words) - len(words.lstrip(" \t\n\r"))
            trail = len(words.rstrip(" \t\n\r"))
            if lead or trail < len(words):
                self._drop(start, start + lead, "space", "unkept space")
                self._drop(start + max(lead, trail), end, "space", "unkept space")
                start, end = start + lead, start + max(lead, trail)
        self._say(start, end, None, env)

    def _say(self, start: int, end: int, reading: str | None, env: _Env, rule: str = "") -> None:
        """Words, wherever they go: into a field's code, a mark, an insertion, or the text."""
        if start == end:
            return
        if self._in_code():
            self._code(start, end, env)
            return
        raw = self._stream.text[start:end]
        if reading is None and _WHITE.search(raw):
            reading, rule = _WHITE.sub(" ", raw), rule or "white space"
        if env.format.hidden:
            self._seen.unread["hidden text"] += 1
            self._drop(start, end, "markup", "hidden text")
        elif env.inserted is not None:
            self._drop(start, end, "layer", "inserted" if env.deleted is None else "inserted and deleted")
            if env.deleted is None:
                self._out.append(Insertion(env.inserted, raw if reading is None else reading))
        else:
            words = Words(start, end, reading, env.format, self._link(env), env.deleted, rule)
            (self._out if self._mark is None else self._mark.mark).append(words)

    def _drop(self, start: int, end: int, became: str, rule: str) -> None:
        if start < end:
            self._out.append(Drop(start, end, became, rule))

    def _tab(self, element: etree._Element, env: _Env) -> None:
        """A tab between words is a blank of one character; at the head of a paragraph it is an indent."""
        start, end = self._stream.at[element]
        if not any(isinstance(one, Words | Ruby | Call | Own | Insertion) for one in self._out):
            self._drop(start, end, "space", "indent")
        elif isinstance(self._out[-1], Own):
            self._drop(start, end, "space", "after a note's mark")
        else:
            self._say(start, end, "\u3000", env, "tab")

    def _break(self, element: etree._Element, env: _Env) -> None:
        start, end = self._stream.at[element]
        sign = self._stream.text[start:end]
        if env.inserted is not None or self._in_code():
            self._say(start, end, " ", env, "line break")
            return
        kind = {"\f": "pb", "\v": "cb"}.get(sign, "lb")
        self._drop(start, end, "markup", {"pb": "page break", "cb": "column break", "lb": "line break"}[kind])
        self._out.append(Point(kind))

    def _symbol(self, element: etree._Element, env: _Env) -> None:
        start, end = self._stream.at[element]
        font = attr(element, "w:font")
        known = symbols.unicode_of(self._stream.text[start], font)
        if not known:
            self._seen.unknown_symbols[font or "?"] += 1
        self._say(start, end, known or None, env, f"character of {font}" if known else "")

    # --- fields

    def _in_code(self) -> bool:
        return any(not one.result for one in self._fields)

    def _code(self, start: int, end: int, env: _Env) -> None:
        """Characters of a field's code. A code outside of any field is one that lost its beginning."""
        open_codes = [one for one in self._fields if not one.result]
        if not open_codes or env.inserted is not None:
            self._drop(start, end, "markup", "field code")
        else:
            open_codes[-1].places.append((start, end))
        if open_codes:
            open_codes[-1].text += self._stream.text[start:end]

    def _field(self, kind: str, env: _Env) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._understand(self._fields[-1], env)
            self._fields[-1].result = True
        elif self._fields and kind == "end":
            if not self._fields[-1].result:
                self._understand(self._fields[-1], env)
            self._fields.pop()

    def _understand(self, one: _Field, env: _Env) -> None:
        one.code = fields.understood(one.text)
        # What stands in the code of another field is a part of that code.
        if one.code.name == "EQ" and not any(not other.result for other in self._fields if other is not one):
            self._draw(one, env)
        self._flush(one)
        self._want(one.code.link)

    def _flush(self, one: _Field) -> None:
        for start, end in one.places:
            self._drop(start, end, "markup", "field code")
        one.places = []

    def _draw(self, one: _Field, env: _Env) -> None:
        """Ruby and enclosed characters out of an EQ field, where its code is all in one place."""
        places = one.places
        whole = sum(end - start for start, end in places) == len(one.text)
        found = fields.drawn(one.text) if whole else None
        if found is None:
            self._seen.unread["field EQ"] += 1
            return
        one.places = []
        was, self._fields = self._fields, [other for other in self._fields if other is not one]
        words = {
            part: self._collected(places, span, env)
            for part, span in (("b", found.base), ("r", found.reading))
        }
        self._fields = was
        used = sorted((piece.start, piece.end) for part in words.values() for piece in part)
        for start, end in places:
            for gap_start, gap_end in gaps(start, end, used):
                self._drop(gap_start, gap_end, "markup", "field code")
        if found.enclosed:
            self._out += [enclosed(piece) for piece in words["b"]]
            return
        # The code has the reading first. The stream keeps that order, the text has the base first.
        base, above = self._spelled(words["b"]), self._spelled(words["r"])
        self._out.append(
            Ruby(respelled(words["r"], base), respelled(words["b"], above), env.format, self._link(env))
        )

    def _spelled(self, pieces: list[Words | Drop]) -> str:
        return "".join(self._stream.text[one.start : one.end] for one in pieces if isinstance(one, Words))

    def _collected(
        self, places: list[tuple[int, int]], span: tuple[int, int], env: _Env
    ) -> list[Words | Drop]:
        """The words at some places of a code, as pieces of the stream."""
        outer, self._out = self._out, []
        at = 0
        for start, end in places:
            first, last = max(span[0] - at, 0), min(span[1] - at, end - start)
            if first < last:
                self._say(start + first, start + last, None, env)
            at += end - start
        made, self._out = self._out, outer
        self._out += [piece for piece in made if not isinstance(piece, Words | Drop)]
        return [piece for piece in made if isinstance(piece, Words | Drop)]

    def _simple(self, element: etree._Element, env: _Env) -> None:
        code = fields.understood(attr(element, "w:instr"))
        self._want(code.link)
        self._all(element, replace(env, link=code.link or env.link))

    def _hyperlink(self, element: etree._Element) -> fields.Link | None:
        inside = attr(element, "w:anchor")
        relation = self._package.relation(self._part, attr(element, "r:id"))
        if relation is None or not relation.external:
            link = fields.Link(f"#{inside}") if inside else None
        else:
            link = fields.address_link(relation.target, inside)
        self._want(link)
        return link

    def _link(self, env: _Env) -> fields.Link | None:
        codes = [one.code.link for one in self._fields if one.result and one.code.link is not None]
        return codes[-1] if codes else env.link

    def _want(self, link: fields.Link | None) -> None:
        if link is not None and link.target.startswith("#"):
            self._seen.wanted.add(link.target[1:])

    # --- ruby, notes, drawings

    def _ruby(self, element: etree._Element, env: _Env) -> None:
        parts: dict[str, list[Words | Drop]] = {"w:rubyBase": [], "w:rt": []}
        plain = replace(env, format=replace(env.format, size=0))
        for one in inner(element):
            if name(one) not in parts:
                continue
            outer, self._out = self._out, []
            self._all(one, plain)
            made, self._out = self._out, outer
            parts[name(one)] += [piece for piece in made if isinstance(piece, Words | Drop)]
            # A note that is called inside, a change: right after the base that it stands in.
            self._out += [piece for piece in made if not isinstance(piece, Words | Drop)]
        if any(isinstance(piece, Words) for piece in parts["w:rt"]):
            self._out.append(Ruby(parts["w:rubyBase"], parts["w:rt"], env.format, self._link(env)))
        else:
            self._out += [*parts["w:rubyBase"], *parts["w:rt"]]

    def _call(self, element: etree._Element, here: str, env: _Env) -> None:
        custom = _switched_on(element, "w:customMarkFollows")
        call = Call(_NOTES[here], attr(element, "w:id"), self._here(), custom, inserted=env.inserted)
        self._out.append(call)
        if custom and env.inserted is None:
            self._mark = call

    def _here(self) -> int:
        """The offset after what was said last in this paragraph."""
        for one in reversed(self._out):
            if isinstance(one, Words | Drop):
                return one.end
            if isinstance(one, Ruby):
                return max(piece.end for piece in (*one.base, *one.reading))
            if isinstance(one, Call):
                return max([one.at, *(piece.end for piece in one.mark)])
            if isinstance(one, Own | Shape):
                return one.at
        return self._paragraph_start

    def _shape(self, element: etree._Element) -> None:
        shape, ornaments = shapes.read(element, self._here(), self._stream.at, self._seen.unread)
        for start, end in ornaments:
            self._drop(start, end, "furniture", "ornamental text")
        self._out.append(shape)


def _switched_on(element: etree._Element, attribute: str) -> bool:
    """Whether an attribute that is on or off is on."""
    return attr(element, attribute).lower() in ("1", "true", "on")


def _change(element: etree._Element) -> Change:
    return Change(attr(element, "w:author").strip(), attr(element, "w:date"))
