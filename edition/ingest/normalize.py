"""Normalisation by named rules: the form that is meant, beside the one that the source has.

Nothing is replaced. Where a rule finds something, ``choice`` holds the source's form in ``orig`` and the
normalised one in ``reg``, whose ``type`` is the rule's name; the spans are as small as they can be. No rule is
followed that was not asked for. What depends on the direction of the lines, such as numerals in kanji, is no
matter of the text but of rendering, and has no rule here.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.tei import XML_LANG, local, t

# Hiragana, katakana, kanji with 々〆〇, and the punctuation and brackets between them.
_JAPANESE: Final = "\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
_DIGIT: Final = "0-9\uff10-\uff19"
# Stands for what no rule looks into: it is neither Japanese nor a digit.
_OPAQUE: Final = "\ufffc"

_LIGATURES: Final = re.compile("[\ufb00-\ufb06]")
_HALF_KATAKANA: Final = re.compile("[\uff66-\uff9f]+")
_SPACE: Final = re.compile(f"(?<=[{_JAPANESE}]) +(?=[{_DIGIT}])|(?<=[{_DIGIT}]) +(?=[{_JAPANESE}])")
_MARKER: Final = re.compile(rf"[(（\[［]?[{_DIGIT}]+[)）\]］.．]? +")
_TILDE: Final = re.compile(f"[\uff5e\u223c]|(?<=[{_JAPANESE}{_DIGIT}])~(?=[{_JAPANESE}{_DIGIT}])")
_DASHES: Final = re.compile(
    f"[\u2014\u2500]+|\uff0d{{2,}}|(?<=[{_JAPANESE}])(?<![{_DIGIT}〇一二三四五六七八九十])\uff0d(?=[{_JAPANESE}])"
)
# One full-width figure stands upright in a vertical line and is meant so; Ｂ５２ is of one width.
_FULL_DIGITS: Final = re.compile(
    f"(?<![{_DIGIT}\uff21-\uff3a\uff41-\uff5a])[\uff10-\uff19][{_DIGIT}\uff0c\uff0e]*[{_DIGIT}](?![\uff21-\uff3a\uff41-\uff5a])"
    f"|(?<![{_DIGIT}])[0-9][0-9,.]*[\uff10-\uff19][{_DIGIT}]*"
)
_BRACKETS: Final = re.compile(r"[｢｣()]")
_WIDE: Final = re.compile(f"[{_JAPANESE}]")

#: Characters ``start`` to ``end`` of a line, and what is meant by them.
Span = tuple[int, int, str]


def _each(pattern: re.Pattern[str], meant: Callable[[str], str]) -> Callable[[str, str], Iterator[Span]]:
    def rule(line: str, name: str) -> Iterator[Span]:
        for found in pattern.finditer(line):
            yield *found.span(), meant(found.group())

    return rule


def _compatible(form: str) -> str:
    return unicodedata.normalize("NFKC", form)


def _brackets(line: str, name: str) -> Iterator[Span]:
    """｢ and ｣ always; round ones in pairs that hold Japanese, which (a), (12) and (Smith 1962) do not."""
    opened: list[int] = []
    for found in _BRACKETS.finditer(line):
        at, sign = found.start(), found.group()
        if sign in "｢｣":
            yield at, at + 1, _compatible(sign)
        elif sign == "(":
            opened.append(at)
        elif opened:
            start = opened.pop()
            if _WIDE.search(line, start + 1, at):
                yield start, start + 1, "（"
                yield at, at + 1, "）"


def _spaces(line: str, name: str) -> Iterator[Span]:
    """Between Japanese and a number; not in headings, where they part, nor after the number of an item."""
    if name in ("head", "title", "titlePart"):
        return
    marker = _MARKER.match(line)
    for found in _SPACE.finditer(line, marker.end() if marker else 0):
        yield *found.span(), ""


#: The rules by name, in the order in which they are followed: where two find the same, the first one has it.
#: Each is given a line and the name of its element, and yields spans in any order.
RULES: Final[dict[str, Callable[[str, str], Iterator[Span]]]] = {
    "ligatures": _each(_LIGATURES, _compatible),
    "brackets": _brackets,
    "middle-dots": _each(re.compile("\uff65+"), _compatible),
    "stops": _each(re.compile("[\uff61\uff64]"), _compatible),
    "katakana": _each(_HALF_KATAKANA, _compatible),
    "wave-dash": _each(_TILDE, lambda form: "〜" * len(form)),
    "dashes": _each(_DASHES, lambda form: "―" * len(form)),
    "digits": _each(_FULL_DIGITS, _compatible),
    "spaces": _spaces,
}

# What stands in a line, so that its words go on those before it.
_INLINE: Final = frozenset(
    "hi emph seg ruby rb title term name persName placeName orgName forename surname roleName date num q ref "
    "quote bibl supplied surplus unclear salute mentioned soCalled".split()
)
# What no rule looks into: what is chosen already, marks, other scripts, what is described elsewhere.
_CLOSED: Final = frozenset("choice app g foreign gap graphic figure label formula code".split())
# Of the pages of the source.
_FURNITURE: Final = frozenset("pb cb milestone fw anchor".split())


@dataclass(slots=True)
class _Line:
    """The words of a block in order, and where each piece of them stands in the tree."""

    name: str
    words: str = ""
    #: Start in ``words``, the element, whether it is its tail.
    slots: list[tuple[int, etree._Element, bool]] = field(default_factory=list)

    def add(self, words: str | None, element: etree._Element, tail: bool) -> None:
        if words:
            self.slots.append((len(self.words), element, tail))
            self.words += words


def normalize(text: etree._Element, rules: Iterable[str]) -> None:
    """Follow the rules in a ``text`` element. Raises ValueError for the name of one that there is not."""
    wanted = set(rules)
    if unknown := wanted - set(RULES):
        raise ValueError(f"{min(unknown)!r} is not one of {', '.join(RULES)}")
    chosen = [(name, rule) for name, rule in RULES.items() if name in wanted]
    lines: list[_Line] = []
    _gather(text, _Line("text"), lines)
    for line in lines:
        spans: list[tuple[int, int, str, str]] = []
        taken: set[int] = set()
        for name, rule in chosen:
            for start, end, meant in rule(line.words, line.name):
                if line.words[start:end] != meant and taken.isdisjoint(range(start, end)):
                    taken.update(range(start, end))
                    spans.append((start, end, meant, name))
        _write(line, sorted(spans))


def _gather(element: etree._Element, line: _Line, lines: list[_Line]) -> None:
    """The lines of an element: what stands in a line goes on in it, everything else begins one."""
    line.add(element.text, element, False)
    for child in element:
        name = local(child.tag)
        if name in _FURNITURE or not name:
            pass
        elif _is_closed(child, name):
            line.words += _OPAQUE
        elif name in _INLINE:
            _gather(child, line, lines)
        else:
            _gather(child, _Line(name), lines)
        line.add(child.tail, child, True)
    if local(element.tag) not in _INLINE and line.slots:
        lines.append(line)


def _is_closed(element: etree._Element, name: str) -> bool:
    """Notes' marks are printed as they are, and words of another language are not Japanese."""
    language = element.get(XML_LANG)
    return (
        name in _CLOSED
        or (name == "ref" and element.get("type") in ("noteref", "note"))
        or (language is not None and not language.startswith("ja"))
    )


def _write(line: _Line, spans: Sequence[tuple[int, int, str, str]]) -> None:
    """Put the spans into the tree, from the last to the first, so that what is before stays where it is."""
    starts = [start for start, _, _ in line.slots]
    for start, end, meant, rule in reversed(spans):
        begin, element, tail = line.slots[bisect_right(starts, start) - 1]
        words = (element.tail if tail else element.text) or ""
        # A span over the edge of an element is left alone: its halves mean nothing.
        if end - begin > len(words):
            continue
        choice = etree.Element(t("choice"))
        etree.SubElement(choice, t("orig")).text = words[start - begin : end - begin]
        etree.SubElement(choice, t("reg"), type=rule).text = meant or None
        choice.tail = words[end - begin :] or None
        if tail:
            parent = element.getparent()
            assert parent is not None
            element.tail = words[: start - begin] or None
            parent.insert(parent.index(element) + 1, choice)
        else:
            element.text = words[: start - begin] or None
            element.insert(0, choice)
