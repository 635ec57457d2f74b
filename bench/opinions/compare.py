"""Where two engines part, and what kind of difference it is.

Two engines may part once and never meet again in a paragraph, since every later line follows from the first
difference. So a difference is counted where both begin a line at the same character and end it at different
ones; lines that begin at different characters are consequences and not counted as differences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.opinions.paragraphs import Paragraph
from bench.opinions.record import Lines, Record, Setting
from bench.opinions.widths import width
from edition import jlreq

#: Rounding, and the small difference between what two shapers make of a Latin word, em.
TOLERANCE = 0.02
_NUMERAL = frozenset("0123456789,.")
_QUOTATION_MARKS = frozenset("“”‘’")
#: Between two letters a line may end after these; the composer's own rule, no standard's.
_WORD_SIGNS = frozenset("-‐–/")
_STARTS = {
    jlreq.SMALL_KANA: "other-starts-line-with-small-kana",
    jlreq.PROLONGED_SOUND_MARK: "other-starts-line-with-long-vowel-mark",
    jlreq.ITERATION_MARK: "other-starts-line-with-iteration-mark",
    jlreq.MIDDLE_DOT: "other-starts-line-with-middle-dot",
    jlreq.DIVIDING_PUNCTUATION: "other-starts-line-with-dividing-punctuation",
    jlreq.HYPHEN: "other-starts-line-with-wave-dash",
    jlreq.IDEOGRAPHIC_SPACE: "other-starts-line-with-ideographic-space",
    jlreq.CLOSING_BRACKET: "other-starts-line-with-closing",
    jlreq.FULL_STOP: "other-starts-line-with-closing",
    jlreq.COMMA: "other-starts-line-with-closing",
}
_CLOSINGS = frozenset((jlreq.CLOSING_BRACKET, jlreq.FULL_STOP, jlreq.COMMA, jlreq.DIVIDING_PUNCTUATION))

#: Every kind of difference; each has a verdict in ``verdicts.toml``.
KINDS = (
    "we-run-over",
    "other-hyphenates",
    "we-hyphenate",
    "other-runs-over",
    "other-breaks-a-number",
    "other-parts-dashes-or-leaders",
    "other-breaks-a-word-at-a-sign",
    "other-breaks-a-word",
    "other-parts-number-and-sign",
    "other-ends-line-with-opening",
    *dict.fromkeys(_STARTS.values()),
    "other-breaks-elsewhere",
    "other-leaves-a-single-character",
    "other-hangs",
    "other-sets-quotation-marks-narrower",
    "other-sets-closer-than-we-may",
    "other-reduces-where-we-fit",
    "other-reduces-where-we-expand",
    "we-end-before-the-line-is-full",
    "we-start-line-with-dashes-or-leaders",
    "we-reduce-where-other-expands",
    "other-ends-before-the-line-is-full",
)


@dataclass(frozen=True)
class Difference:
    """One line that two engines end differently; ``start``, ``ours``, ``theirs`` index the paragraph's text."""

    kind: str
    paragraph: Paragraph
    writing: str
    measure: int
    start: int
    ours: int
    theirs: int

    @property
    def lines(self) -> tuple[str, str]:
        """(our line, theirs)."""
        text = self.paragraph.text
        return text[self.start : self.ours], text[self.start : self.theirs]


@dataclass(frozen=True)
class Agreement:
    """One setting: how many lines we make, and how many of them the other makes too.

    ``gaps``: the widest gap between characters of ours and of theirs when both are adjusted by the standard
    (em); None where the other's lines are not all ones that we may make.
    """

    setting: Setting
    lines: int
    same: int
    gaps: tuple[float, float] | None


def compare(
    ours: Record, other: Record, texts: tuple[Paragraph, ...]
) -> tuple[list[Agreement], list[Difference]]:
    """Every setting that both know, in order."""
    agreements: list[Agreement] = []
    differences: list[Difference] = []
    for paragraph in texts:
        if not other.knows(paragraph):
            continue
        for setting, mine in ours.lines.items():
            if setting[0] != paragraph.name or setting not in other.lines:
                continue
            theirs = other.lines[setting]
            spans = set(_spans(theirs))
            lines = list(_spans(mine))
            same = sum(span in spans for span in lines)
            agreements.append(Agreement(setting, len(lines), same, _gaps(paragraph, setting, mine, theirs)))
            differences += _differences(paragraph, setting, mine, theirs)
    return agreements, differences


def _spans(lines: Lines) -> Iterator[tuple[int, int]]:
    return zip((0, *lines.ends), lines.ends, strict=False)


def gaps(text: str, setting: Setting, lines: Lines) -> list[float]:
    """The gap between characters on every line but the last, em."""
    _, writing, measure = setting
    return [
        width(text[begin:end] + ("-" if end in lines.hyphens else ""), writing, 0.0 if begin else 1.0).gap(
            measure
        )
        for begin, end in list(_spans(lines))[:-1]
    ]


def _gaps(paragraph: Paragraph, setting: Setting, mine: Lines, theirs: Lines) -> tuple[float, float] | None:
    text, (_, writing, measure) = paragraph.text, setting
    if theirs.hyphens or mine.hyphens:
        return None
    for begin, end in _spans(theirs):
        least = width(text[begin:end], writing, 0.0 if begin else 1.0).least
        if least > measure + TOLERANCE or (end < len(text) and forbidden(text, end)):
            return None
    if _single_character(text, theirs):
        return None
    return (
        max(gaps(text, setting, mine), default=0.0),
        max(gaps(text, setting, theirs), default=0.0),
    )


def _differences(paragraph: Paragraph, setting: Setting, mine: Lines, theirs: Lines) -> Iterator[Difference]:
    _, writing, measure = setting
    begun = dict(_spans(theirs))
    for start, end in _spans(mine):
        if start in begun and begun[start] != end:
            kind = _kind(paragraph.text, writing, measure, start, mine, end, theirs, begun[start])
            yield Difference(kind, paragraph, writing, measure, start, end, begun[start])


def _kind(
    text: str, writing: str, measure: int, start: int, mine: Lines, ours: int, theirs: Lines, other: int
) -> str:
    indent = 0.0 if start else 1.0
    our_width, their_width = (width(text[start:end], writing, indent) for end in (ours, other))
    limit = measure + TOLERANCE
    if other in theirs.hyphens:
        return "other-hyphenates"
    if ours in mine.hyphens:
        return "we-hyphenate"
    if our_width.least > limit:
        return "we-run-over"
    if other in theirs.over:
        return "other-runs-over"
    if other < len(text) and (kind := forbidden(text, other)):
        return kind
    if other > ours:
        if _single_character(text, theirs):
            return "other-leaves-a-single-character"
        if their_width.natural <= limit:
            return "we-end-before-the-line-is-full"
        if _QUOTATION_MARKS & set(text[start:other]):
            return "other-sets-quotation-marks-narrower"
        if their_width.least <= limit:
            full = our_width.natural, our_width.natural + our_width.end
            fits = any(abs(measure - length) <= TOLERANCE for length in full)
            return "other-reduces-where-we-fit" if fits else "other-reduces-where-we-expand"
        if text[other - 1] in "、。" and width(text[start : other - 1], writing, indent).least <= limit:
            return "other-hangs"
        return "other-sets-closer-than-we-may"
    if ours < len(text) and jlreq.class_of(text[ours]) == jlreq.INSEPARABLE:
        return "we-start-line-with-dashes-or-leaders"
    if our_width.natural > limit:
        return "we-reduce-where-other-expands"
    return "other-ends-before-the-line-is-full"


def _single_character(text: str, lines: Lines) -> bool:
    """Whether the last line is a single character with what closes it (3.5.4)."""
    last = text[lines.ends[-2] :] if len(lines.ends) > 1 else ""
    return len(lines.ends) > 1 and sum(jlreq.class_of(char) not in _CLOSINGS for char in last) <= 1


def forbidden(text: str, place: int) -> str | None:
    """The kind of break, if our tables have none between ``place - 1`` and ``place``."""
    before, after = text[place - 1], text[place]
    if before == " ":
        return None
    first, second = jlreq.class_of(before), jlreq.class_of(after)
    if before == "　" and text[place - 2] in "？！":
        return None
    if before in _WORD_SIGNS and text[place - 2].isalpha() and after.isalpha():
        return None
    if jlreq.may_break(before, after) and not before == after == "―":
        return None
    if before in _NUMERAL and after in _NUMERAL:
        return "other-breaks-a-number"
    if first == second == jlreq.INSEPARABLE:
        return "other-parts-dashes-or-leaders"
    if first == second == jlreq.WESTERN:
        return "other-breaks-a-word" if before.isalnum() else "other-breaks-a-word-at-a-sign"
    if second in _STARTS:
        return _STARTS[second]
    if first == jlreq.OPENING_BRACKET:
        return "other-ends-line-with-opening"
    if first == jlreq.PREFIXED_ABBREVIATION or second == jlreq.POSTFIXED_ABBREVIATION:
        return "other-parts-number-and-sign"
    return "other-breaks-elsewhere"
