"""Spacing, breaking, reduction and expansion between any two classes: JLReq appendices B, C, D and E.

The printed matrices are read cell by cell; their notes and what a profile decides are worked in; the result
is flat tuples, indexed ``before * CLASSES + after`` with 0 for a line's head (before) or end (after).

Where the standard is silent or contradicts itself:

- Tables 1 to 6 have no rows for cl-17 and cl-18. By 3.7.4 they are full-width, solid to Japanese and to
  Western characters, and a line may break on either side: so they stand as cl-19 without the gap to cl-21,
  24, 25 and 27.
- A coloured cell without an amount (tables 3 to 5, beside a word space, cl-26) takes the amount of its row.
- Table 6 lets a line grow, in the last resort, between a word space and ‐ ！ ・ 。 、 or a reference mark,
  where no line may break; its own legend and 3.1.11 forbid it, and so do we. (Before 」 it forbids it too.)
- The gap of an eighth has no range of its own: it is not reduced, and grows to twice its width as the
  quarter does.
- 、・ is half an em and a quarter that are reduced in different steps (note 3 of tables 3 to 5): the quarter
  is the pair's first reduction, the half em its second.
- ・ that a loose profile lets begin a line keeps the quarter before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from edition.jlreq.classes import (
    CLASSES,
    COMMA,
    DIVIDING_PUNCTUATION,
    EDGE,
    FULL_STOP,
    HYPHEN,
    IDEOGRAPHIC,
    INSEPARABLE,
    ITERATION_MARK,
    MATH_OPERATOR,
    MATH_SYMBOL,
    MIDDLE_DOT,
    POSTFIXED_ABBREVIATION,
    PREFIXED_ABBREVIATION,
    PROLONGED_SOUND_MARK,
    REFERENCE_MARK,
    SMALL_KANA,
    WESTERN,
    WESTERN_WORD_SPACE,
)
from edition.jlreq.data import rows
from edition.jlreq.profile import STRICT, Profile

_ZERO: Final = Fraction(0)
_EIGHTH: Final = Fraction(1, 8)
_QUARTER: Final = Fraction(1, 4)
_HALF: Final = Fraction(1, 2)
_ONE: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class Pair:
    """Everything the standard says of two classes side by side; lengths in em.

    Reduction and expansion say by how much the natural space may change in the step named, 0 = in none. Steps
    are the standard's (3.8.3, 3.8.4): 1 is the word space's own, see :class:`WordSpace`.
    """

    #: Not marked × : the two may stand so at all.
    allowed: bool = True
    breakable: bool = True
    #: The part of the natural space that belongs to the character before ("be": its em counts), and the part
    #: that belongs to the character after ("af").
    end_aki: Fraction = _ZERO
    start_aki: Fraction = _ZERO
    reduce_step: int = 0
    reduce_by: Fraction = _ZERO
    #: All or nothing ("1/2=0").
    reduce_whole: bool = False
    #: A second space in the same place with a step of its own: only 、・ has one.
    reduce_step_2: int = 0
    reduce_by_2: Fraction = _ZERO
    expand_step: int = 0
    #: None: without limit, in the last resort (step 4).
    expand_by: Fraction | None = _ZERO
    #: How far the ruby of one may stand over the other, or over the space between, in ruby em (notes 1, 7, 8
    #: of table 1); never more than that space has after adjustment.
    ruby_overhang: Fraction = _ZERO

    @property
    def natural(self) -> Fraction:
        """The space between the two bodies before adjustment."""
        # Most are nothing, and sums of fractions are dear.
        return self.end_aki + self.start_aki if self.start_aki else self.end_aki

    @property
    def reduce_to(self) -> Fraction:
        """The least that is left of it."""
        return self.natural - self.reduce_by - self.reduce_by_2 if self.reduce_step else self.natural


@dataclass(frozen=True, slots=True)
class WordSpace:
    """The Western word space (cl-26) itself: step 1 of reduction and of expansion (3.8.3 a, 3.8.4 a)."""

    natural: Fraction = Fraction(1, 3)
    minimum: Fraction = _QUARTER
    maximum: Fraction = _HALF


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables under one profile; each tuple has CLASSES × CLASSES entries.

    Between two units of cl-21, 22, 23 or 30 the tables take them for different complexes, between two of
    cl-08 for the same character, between a Western letter and a postfixed abbreviation for a numeral. The
    other answer is in ``otherwise``.

    At a line's edge: ``breakable[0 * CLASSES + b]`` is whether b may begin a line, ``breakable[a * CLASSES]``
    whether a may end one; ``natural`` likewise is the space at that edge. A middle dot at a line's end loses,
    in its step, the quarter before it together with the quarter after it (note 5 of table 3).

    Between cl-04 and cl-14 a line may break, the space being dropped then (3.1.6).
    """

    profile: Profile
    natural: tuple[float, ...]
    natural_exact: tuple[Fraction, ...]
    end_aki: tuple[float, ...]
    start_aki: tuple[float, ...]
    breakable: tuple[bool, ...]
    reduce_step: tuple[int, ...]
    reduce_by: tuple[float, ...]
    reduce_by_exact: tuple[Fraction, ...]
    reduce_to: tuple[float, ...]
    reduce_whole: tuple[bool, ...]
    reduce_step_2: tuple[int, ...]
    reduce_by_2: tuple[float, ...]
    expand_step: tuple[int, ...]
    expand_by: tuple[float | None, ...]
    expand_by_exact: tuple[Fraction | None, ...]
    ruby_overhang: tuple[float, ...]
    otherwise: Mapping[tuple[int, int], Pair]
    word_space: WordSpace
    _pairs: tuple[Pair, ...]

    def pair(self, before: int, after: int) -> Pair:
        """All about two classes side by side."""
        return self._pairs[before * CLASSES + after]

    def line_head(self, cls: int) -> Pair:
        """A class at a line's head: ``breakable`` if it may stand there, ``start_aki`` before it."""
        return self._pairs[EDGE * CLASSES + cls]

    def line_end(self, cls: int) -> Pair:
        """A class at a line's end: ``breakable`` if it may stand there, ``end_aki`` the space after it."""
        return self._pairs[cls * CLASSES + EDGE]


@lru_cache(maxsize=16)
def tables(profile: Profile = STRICT) -> Tables:
    """The standard's tables as a profile sets them."""
    pairs: dict[tuple[int, int], Pair] = {}
    otherwise: dict[tuple[int, int], Pair] = {}
    for before in range(CLASSES):
        for after in range(CLASSES):
            pairs[before, after] = _pair(before, after, profile, usual=True)
            if _printed("breaking").get((before, after)) in _BY_CASE:
                otherwise[before, after] = _pair(before, after, profile, usual=False)
    _free(pairs, profile)
    flat = tuple(pairs[before, after] for before in range(CLASSES) for after in range(CLASSES))
    expand_by = tuple(pair.expand_by for pair in flat)
    return Tables(
        profile=profile,
        natural=_floats(pair.natural for pair in flat),
        natural_exact=tuple(pair.natural for pair in flat),
        end_aki=_floats(pair.end_aki for pair in flat),
        start_aki=_floats(pair.start_aki for pair in flat),
        breakable=tuple(pair.breakable for pair in flat),
        reduce_step=tuple(pair.reduce_step for pair in flat),
        reduce_by=_floats(pair.reduce_by for pair in flat),
        reduce_by_exact=tuple(pair.reduce_by for pair in flat),
        reduce_to=_floats(pair.reduce_to for pair in flat),
        reduce_whole=tuple(pair.reduce_whole for pair in flat),
        reduce_step_2=tuple(pair.reduce_step_2 for pair in flat),
        reduce_by_2=_floats(pair.reduce_by_2 for pair in flat),
        expand_step=tuple(pair.expand_step for pair in flat),
        expand_by=tuple(None if by is None else float(by) for by in expand_by),
        expand_by_exact=expand_by,
        ruby_overhang=_floats(pair.ruby_overhang for pair in flat),
        otherwise=MappingProxyType(otherwise),
        word_space=WordSpace(),
        _pairs=flat,
    )


def _floats(values: Iterable[Fraction]) -> tuple[float, ...]:
    return tuple([float(value) if value else 0.0 for value in values])


# --- the printed cells -------------------------------------------------------------------------------------

_FORMULA: Final = (MATH_SYMBOL, MATH_OPERATOR)
_LATIN: Final = (21, 24, 25, 27)
#: What a cell beside cl-17 or cl-18 says where that of cl-19 does not hold for it (3.7.4).
_FORMULA_CELL: Final = {"spacing": ".", "breaking": ".", "reduction": ".", "expansion": "3:1/4"}


@cache
def _printed(table: str) -> dict[tuple[int, int], str]:
    """(before, after) → cell of a table, rows for the classes that the standard's tables lack supplied.

    ``table``: ``spacing``, ``breaking``, ``expansion``, ``reduction-3``, ``-4``, ``-5``.
    """
    name, _, number = table.partition("-")
    read = rows(name)
    if number:
        read = [row[1:] for row in read if row[0] in ("table", number)]
    cells = {
        (_class(row[0]), _class(heading)): cell
        for row in read[1:]
        for heading, cell in zip(read[0][1:], row[1:], strict=True)
    }
    for cls in _FORMULA:
        for other in range(CLASSES):
            western = other in _LATIN
            for place, model in (((cls, other), (IDEOGRAPHIC, other)), ((other, cls), (other, IDEOGRAPHIC))):
                if model in cells:
                    cells[place] = _FORMULA_CELL[name] if western else cells[model]
        for second in _FORMULA:
            cells[cls, second] = cells[IDEOGRAPHIC, IDEOGRAPHIC]
    for before, after in list(cells):
        if before == WESTERN:
            cells[CLASSES - 1, after] = cells[before, after]
        if after == WESTERN:
            cells[before, CLASSES - 1] = cells[before, after]
    cells[CLASSES - 1, CLASSES - 1] = cells[WESTERN, WESTERN]
    if table == "expansion":
        # Departs from the print, see the module's docstring.
        for after in (HYPHEN, DIVIDING_PUNCTUATION, MIDDLE_DOT, FULL_STOP, COMMA, REFERENCE_MARK):
            cells[WESTERN_WORD_SPACE, after] = "."
    return cells


def _class(heading: str) -> int:
    return EDGE if heading.startswith("line ") else int(heading[3:])


# --- one pair ----------------------------------------------------------------------------------------------

#: Notes of table 2 whose pairs may break or not by more than their classes.
_BY_CASE: Final = frozenset({"n. 5", "n. 6", "n. 7", "n. 8", "n. 11", "n. 13"})


def _pair(before: int, after: int, profile: Profile, *, usual: bool) -> Pair:
    """``usual``: the answer the tables give for a case of :data:`_BY_CASE`, else the other one."""
    place = before, after
    cell = _printed("spacing").get(place, "×")
    if cell == "×":
        return Pair(allowed=False, breakable=False)
    gap = _printed("reduction-3").get(place, ".").endswith("1/4-1/8")
    pair = _spaced(cell, place, profile, gap=gap)
    if EDGE in place:
        may_stand = cell not in ("n. 14", "n. 15", "n. 16")
        pair = replace(pair, allowed=may_stand, breakable=may_stand)
    else:
        breakable = _breakable(_printed("breaking")[place], profile, usual=usual)
        step, by = _expansion(_printed("expansion")[place], profile, usual=usual)
        if gap and step == 2 and by is not None:
            step, by = (0, _ZERO) if profile.reduction == 5 else (step, min(by, profile.latin_gap))
        pair = replace(
            pair,
            allowed=_printed("breaking")[place] != "×",
            breakable=breakable,
            expand_step=step,
            expand_by=by,
        )
    return _reduced(pair, place, profile, gap=gap)


def _spaced(cell: str, place: tuple[int, int], profile: Profile, *, gap: bool) -> Pair:
    """Table 1. "1/2 be": half an em of the character before; "hang": ruby may stand over the space."""
    if cell.startswith("n. "):
        return _spaced_by_note(int(cell[3:]), place, profile)
    if cell == ".":
        return Pair()
    if cell == "ruby hang":
        return Pair(ruby_overhang=_ONE)
    amount_text, side, *hang = cell.split(" ")
    amount = Fraction(amount_text)
    # A ruby character over half an em of space, half of one over a quarter (legend of table 1).
    overhang = amount * 2 if hang else _ZERO
    if gap:
        amount, overhang = profile.latin_gap, min(overhang, profile.latin_gap * 2)
    if side == "be":
        return Pair(end_aki=amount, ruby_overhang=overhang)
    return Pair(start_aki=amount, ruby_overhang=overhang)


def _spaced_by_note(note: int, place: tuple[int, int], profile: Profile) -> Pair:
    before, _ = place
    if note in (1, 7, 8):  # ruby over an opening bracket, katakana, an ideographic space
        return Pair(ruby_overhang=_ONE)
    if note in (2, 4, 6):  # 」 ・ 。 、 at a line's end
        kept = profile.line_end == "half" or (profile.line_end == "jis" and before == FULL_STOP)
        return Pair(end_aki=(_QUARTER if note == 4 else _HALF) if kept else _ZERO)
    if note == 3:
        return Pair(end_aki=_QUARTER, start_aki=_QUARTER)
    if note == 5:  # 。・ and 、・; JIS X 4051 counts 、 among closing brackets
        jis = profile.reduction == 4 and before == COMMA
        return Pair(end_aki=_ZERO if jis else _HALF, start_aki=_QUARTER)
    if note == 12:
        return Pair(start_aki=_QUARTER)
    if note == 17:
        return Pair(start_aki=_HALF if profile.line_head_opening == "half" else _ZERO)
    # 9, 10, 11: different complexes are set solid; inside one, its own rules hold. 13: no word space at an
    # edge. 14, 15, 16: what may begin a line.
    return Pair()


def _breakable(cell: str, profile: Profile, *, usual: bool) -> bool:
    """Table 2."""
    if not cell.startswith("n. "):
        return cell == "."
    note = int(cell[3:])
    if note == 4:
        return True
    if note == 5:  # …… belong together, ―… do not
        return not usual
    if note in (6, 7, 13):  # breakable between different complexes, not inside one
        return usual
    if note == 8:  # between two base characters of jukugo ruby as well
        return True
    if note == 10:
        return profile.numeral_western_break
    if note == 11:  # 50％ belongs together, after a word a line may break
        return not usual
    return False  # 9: a numeral and its ％; 12: inside a Western word


def _expansion(cell: str, profile: Profile, *, usual: bool) -> tuple[int, Fraction | None]:
    """Table 6: (step, by how much); step 4 has no limit."""
    none: tuple[int, Fraction | None] = (0, _ZERO)
    third: tuple[int, Fraction | None] = (3, _QUARTER)
    step, _, amount = cell.rpartition(":")
    if amount.startswith("n. "):
        note = int(amount[3:])
        if note == 4:
            return none if usual else third
        if note in (5, 6, 7, 12):
            return third if usual else none
        if note == 9:
            return third if profile.numeral_western_break else none
        if note == 10:
            return none if usual else third
        if note == 11:
            return (4, None) if profile.western_letterspacing else none
        return none  # 8: a numeral and its ％
    if not step:
        return none
    if step == "4":
        return 4, None
    return (2, _QUARTER) if amount == "1/4-1/2" else (int(step), Fraction(amount))


def _reduced(pair: Pair, place: tuple[int, int], profile: Profile, *, gap: bool) -> Pair:
    """Tables 3, 4 and 5: ``5:1/2-0`` is half an em that step 5 reduces down to nothing."""
    _, after = place
    cell = _printed(f"reduction-{profile.reduction}").get(place, ".")
    step_text, _, amount = cell.rpartition(":")
    step = int(step_text or 0)
    if after == EDGE:
        if profile.line_end != "half" or not step:
            return pair
        return replace(pair, reduce_step=step, reduce_by=pair.natural, reduce_whole=True)
    if place == (COMMA, MIDDLE_DOT):  # note 3
        if profile.reduction == 3:
            return replace(pair, reduce_step=4, reduce_by=_QUARTER, reduce_step_2=5, reduce_by_2=_HALF)
        return replace(pair, reduce_step=2 if profile.reduction == 4 else 3, reduce_by=_QUARTER)
    if not step:
        return pair
    if place == (FULL_STOP, MIDDLE_DOT):  # note 2: the half em after 。 stays
        return replace(pair, reduce_step=step, reduce_by=_QUARTER)
    least = (
        (_QUARTER if profile.reduction == 5 else _ZERO)
        if amount in ("", "n. 1")
        else Fraction(amount.split("-")[1])
    )
    if gap and pair.natural <= least:
        return pair
    return replace(pair, reduce_step=step, reduce_by=pair.natural - least)


# --- levels of line breaking -------------------------------------------------------------------------------


def _free(pairs: dict[tuple[int, int], Pair], profile: Profile) -> None:
    """Appendix C, addendum: the classes that a profile lets begin or end a line against table 2.

    The addendum frees some single characters of a class: of cl-09 々 and of cl-13 ％, which
    :func:`edition.jlreq.class_of` then classes anew; of cl-08 …… and ‥‥ but not ――, of cl-05 ・ but not ：；.
    Here a class is freed as a whole only where the profile frees all of it; but cl-05, of which a vertical
    line has nothing but ・, is freed with it. :func:`edition.jlreq.may_break` answers by character.
    """
    like = {HYPHEN: "hyphens", DIVIDING_PUNCTUATION: "dividing punctuation marks", MIDDLE_DOT: "・"}
    like |= {ITERATION_MARK: "iteration marks", POSTFIXED_ABBREVIATION: "postfixed abbreviations"}
    like |= {PROLONGED_SOUND_MARK: "ー", SMALL_KANA: "small kana"}
    for cls, name in like.items():
        if profile.frees(name):
            for before in range(CLASSES):
                pair = pairs[before, cls]
                model = pairs[before, IDEOGRAPHIC]
                pairs[before, cls] = replace(pair, allowed=model.allowed, breakable=model.breakable)
    if profile.frees("・"):
        pairs[EDGE, MIDDLE_DOT] = replace(pairs[EDGE, MIDDLE_DOT], start_aki=_QUARTER)
    if profile.frees("prefixed abbreviations"):
        for after in range(CLASSES):
            model = pairs[IDEOGRAPHIC, after]
            pairs[PREFIXED_ABBREVIATION, after] = replace(
                pairs[PREFIXED_ABBREVIATION, after], allowed=model.allowed, breakable=model.breakable
            )
    if profile.frees("inseparable characters"):
        same = pairs[INSEPARABLE, INSEPARABLE]
        pairs[INSEPARABLE, INSEPARABLE] = replace(same, breakable=True)
