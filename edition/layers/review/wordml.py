"""A text with comments as WordprocessingML (ISO/IEC 29500-1): paragraphs, ruby, comments.

Every paragraph's words are those of its reading, and the marks of notes: so a place in the document is a place in
the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from edition.layers.anchors import Index
from edition.layers.review.comments import Comment
from edition.layers.review.passages import Passage, Text, heading_level, mark_of
from edition.tei import t
from edition.tei.reading import Atom, Point, Reading, in_note, is_note_mark

#: What a ``hi`` looks like in Word, in the order of 17.3.2.28; anything else is words as they are.
_LOOKS = {
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "sup": '<w:vertAlign w:val="superscript"/>',
    "emphasis": '<w:em w:val="comma"/>',
}
#: The style of notes' paragraphs.
NOTE = "EditionNote"


class Document:
    """The parts of a document that hold words: ``body`` and ``comments``, each as XML inside."""

    def __init__(self, text: Text, comments: Sequence[Comment]) -> None:
        self._index: Index = text.index
        self._starts = _edges((one.start, number) for number, one in enumerate(comments))
        self._ends = _edges((one.end, number) for number, one in enumerate(comments))
        self.body = "".join(self._paragraph(passage) for passage in text.in_order())
        self.comments = "".join(_comment(number, one) for number, one in enumerate(comments))

    def _paragraph(self, passage: Passage) -> str:
        words = self._index.readings[passage.block]
        level = heading_level(words.block)
        style = f"Heading{level}" if level else NOTE if in_note(words.block) else ""
        named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        lead = f"<w:r>{_t(passage.lead)}</w:r>" if passage.lead else ""
        return f"<w:p>{named}{lead}{''.join(self._inline(passage, words))}</w:p>"

    def _inline(self, passage: Passage, words: Reading) -> Iterator[str]:
        """The contents of a paragraph: runs between the places at which anything else stands."""
        start, end = passage.start, passage.end
        asides: dict[int, list[etree._Element]] = defaultdict(list)
        for offset, element in words.asides:
            if start <= offset <= end:
                asides[offset].append(element)
        starts, ends = self._starts.get(passage.block, {}), self._ends.get(passage.block, {})
        cuts = {start, end, *(at for at in (*asides, *starts, *ends) if start <= at <= end)}
        atoms = [atom for atom in words.atoms if start <= atom.start < atom.end <= end and _is_ruby(atom)]
        # An edge in a ruby would take it apart: what begins there begins before it, what ends there ends after.
        for atom in atoms:
            cuts -= set(range(atom.start + 1, atom.end))
            cuts |= {atom.start, atom.end}
        rubies = {atom.start: atom for atom in atoms}
        runs = [run for run in words.runs() if run[1] > start and run[0] < end]
        places = sorted(cuts)
        for number, at in enumerate(places):
            following = places[number + 1] if number + 1 < len(places) else at
            covered = _covered(words, at, rubies)
            for one in _at(ends, at, covered):
                yield f'<w:commentRangeEnd w:id="{one}"/><w:r><w:commentReference w:id="{one}"/></w:r>'
            for element in asides.get(at, ()):
                yield _aside(element)
            for one in _at(starts, at, range(at, following if at in rubies else at + 1)):
                yield f'<w:commentRangeStart w:id="{one}"/>'
            if at in rubies:
                yield _ruby(rubies[at])
            elif at < following:
                yield from _runs(runs, words.text, at, following)


def _aside(element: etree._Element) -> str:
    """A break of a line, the mark of a note; nothing for all else."""
    if element.tag == t("lb"):
        return "<w:r><w:br/></w:r>"
    mark = mark_of(element) if is_note_mark(element) else ""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{_t(mark)}</w:r>' if mark else ""


def _covered(words: Reading, at: int, rubies: dict[int, Atom]) -> range:
    """The places whose ends are taken at ``at``: those inside of a ruby that ends there as well."""
    atom = words.atom_at(at - 1) if at else None
    inside = atom is not None and atom.start in rubies and atom.end == at
    return range(atom.start + 1, at + 1) if inside and atom is not None else range(at, at + 1)


def _at(edges: dict[int, list[int]], at: int, places: range) -> list[int]:
    return [one for place in places for one in edges.get(place, ())] if edges else []


def _edges(places: Iterator[tuple[tuple[int, int], int]]) -> dict[int, dict[int, list[int]]]:
    """Numbers of comments by block and offset."""
    found: dict[int, dict[int, list[int]]] = {}
    for (block, offset), number in places:
        found.setdefault(block, {}).setdefault(offset, []).append(number)
    return found


def _is_ruby(atom: Atom) -> bool:
    return atom.element.tag == t("ruby")


def _runs(runs: Sequence[tuple[int, int, Point]], text: str, start: int, end: int) -> Iterator[str]:
    """The words from ``start`` to ``end``, a run for each look."""
    for first, last, point in runs:
        if first < end and start < last:
            words = text[max(first, start) : min(last, end)]
            look = _look(point)
            yield f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{_t(words)}</w:r>"


def _look(point: Point) -> str:
    """How the words at a place look, by the elements round them."""
    inside = point.element.getparent() if point.tail else point.element
    found: list[str] = []
    while inside is not None and inside.tag != t("body"):
        if inside.tag == t("hi"):
            found += [_LOOKS[one] for one in (inside.get("rend") or "").split() if one in _LOOKS]
        inside = inside.getparent()
    return "".join(look for look in _LOOKS.values() if look in found)


def _ruby(atom: Atom) -> str:
    """Bases with their readings, 17.3.3.25."""
    made = []
    base = ""
    for child in atom.element:
        said = "".join(str(part) for part in child.itertext())
        if child.tag == t("rb"):
            base = said
        elif child.tag == t("rt") and base:
            made.append(
                '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="10"/>'
                '<w:hpsRaise w:val="18"/><w:hpsBaseText w:val="21"/><w:lid w:val="ja-JP"/></w:rubyPr>'
                f'<w:rt><w:r><w:rPr><w:sz w:val="10"/></w:rPr>{_t(said)}</w:r></w:rt>'
                f"<w:rubyBase><w:r>{_t(base)}</w:r></w:rubyBase></w:ruby></w:r>"
            )
            base = ""
    return "".join(made) + (f"<w:r>{_t(base)}</w:r>" if base else "")


def _comment(number: int, one: Comment) -> str:
    """17.13.4.2; the head in bold, so that a reviewer sees what is the program's."""
    day = one.date if "T" in one.date else f"{one.date}T00:00:00"
    date = f" w:date={quoteattr(day if day.endswith('Z') else day + 'Z')}" if one.date else ""
    lines = []
    for at, line in enumerate(one.paragraphs):
        sign = (
            '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
            if at == 0
            else ""
        )
        look = "<w:rPr><w:b/></w:rPr>" if at == 0 else ""
        lines.append(
            f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{sign}<w:r>{look}{_t(line)}</w:r></w:p>'
        )
    return (
        f'<w:comment w:id="{number}" w:author={quoteattr(one.author)}{date} '
        f"w:initials={quoteattr(one.initials)}>{''.join(lines)}</w:comment>"
    )


def _t(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'
