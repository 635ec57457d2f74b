"""Spaces in a line: their natural size (1 to 9), and how a line is brought to its measure (17 to 22)."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median

from edition.proof.book import Book, status
from edition.proof.characters import CLOSING, COMMA, DIVIDING, HALVES, OPENING, WESTERN
from edition.proof.gaps import TOLERANCE, Gap
from edition.proof.model import Line, Tally
from edition.proof.paragraphs import FLUSH, Paragraph, ending
from edition.proof.pictures import PICTURE

#: JLReq 3.8.3: the order in which spaces are reduced, and what is left of each at least, em.
_REDUCE = {"word": (1, 0.25), "dot": (4, 0.0), "bracket": (5, 0.0), "latin": (6, 0.125)}
#: 3.8.4: the order in which spaces are opened, and how far each before the next, em.
_EXPAND = {"word": (1, 0.5), "latin": (2, 0.5), "solid": (3, 0.25)}
_KINDS = {
    "word": "word space",
    "dot": "space beside ・",
    "bracket": "space beside a bracket or 、",
    "stop": "space after 。",
    "latin": "gap between Japanese and Western",
    "solid": "gap between characters",
    "fixed": "place that must stay solid",
    "after": "space after ？ or ！",
    "": "gap",
}
#: From this gap on a reader sees a hole (3.8.4 c: no more than a quarter em).
HOLE = 0.25


def check_adjustment(book: Book, tally: Tally) -> None:
    """Points 1 to 9 on every line, 17 to 22 on lines that fill their measure."""
    for paragraph in book.paragraphs:
        _flush(book, paragraph, tally)
    _word_space(book, tally)
    _ragged(book, tally)
    for line in book.text_lines():
        gaps = book.gaps(line)
        if not gaps:
            continue
        for gap in gaps:
            tally.saw(gap.point)
        state = status(line)
        if state == "free":
            _free(book, line, gaps, tally)
        elif state == "full":
            _full(book, line, gaps, tally)
        else:
            _unknown(book, line, gaps, tally)


def _word_space(book: Book, tally: Tally) -> None:
    if abs(book.house.word - 1 / 3) > TOLERANCE:
        tally.remark(
            8,
            f"word spaces are {book.house.word:.2f} em throughout, not a third of an em",
            measured=book.house.word,
            expected=1 / 3,
            notice=True,
        )


def _ragged(book: Book, tally: Tally) -> None:
    for role, word in (("body", "text"), ("note", "notes"), ("small", "small text")):
        lines = [line for line in book.text_lines() if line.ragged and line.role == role]
        if lines:
            tally.remark(
                17,
                f"{len(lines)} lines of {word} are set ragged, not flush",
                book.sheet(lines[0]),
                lines[0],
                measured=len(lines),
                notice=True,
            )


def _remark(
    book: Book, line: Line, gap: Gap, tally: Tally, point: int, message: str, notice: bool = False
) -> None:
    one, two = line.cells[gap.index], line.cells[gap.index + 1]
    lo, hi = min(one.b1, two.b0), max(one.b1, two.b0)
    tally.remark(
        point,
        message,
        book.sheet(line),
        line,
        (gap.index, gap.index + 1),
        span=(lo - 0.2 * line.size, hi + 0.2 * line.size),
        measured=gap.seen,
        expected=gap.natural,
        notice=notice,
    )


def _said(gap: Gap) -> str:
    return f"{_KINDS[gap.group]}: {gap.seen:.2f} em instead of {gap.natural:.2f}"


def _free(book: Book, line: Line, gaps: list[Gap], tally: Tally) -> None:
    """Nothing had to be adjusted: every space is as the standard has it."""
    for gap in gaps:
        if abs(gap.change) <= TOLERANCE or gap.group == "after":
            continue
        hole = gap.group == "solid" and gap.seen > HOLE + TOLERANCE
        _remark(book, line, gap, tally, 22 if hole else gap.point, _said(gap))


def _unknown(book: Book, line: Line, gaps: list[Gap], tally: Tally) -> None:
    """Whether the line was adjusted cannot be told: only what no adjustment explains."""
    for gap in gaps:
        if gap.group == "fixed" and abs(gap.change) > TOLERANCE:
            _remark(book, line, gap, tally, gap.point, _said(gap))
        elif gap.group == "solid" and (gap.seen > HOLE + TOLERANCE or gap.seen < -TOLERANCE):
            _remark(book, line, gap, tally, 22 if gap.seen > 0 else 9, _said(gap))


def _full(book: Book, line: Line, gaps: list[Gap], tally: Tally) -> None:
    groups: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        groups[gap.group].append(gap)
    bad: set[int] = set()

    def say(gap: Gap, point: int, message: str, notice: bool = False) -> None:
        if gap.index not in bad:
            bad.add(gap.index)
            _remark(book, line, gap, tally, point, message, notice)

    tally.saw(18)
    tally.saw(21)
    if any(gap.change < -TOLERANCE for name in ("bracket", "latin", "dot") for gap in groups[name]):
        # On a line that was reduced, an open gap between characters is a word space that was typed there.
        typed = [gap for gap in groups["solid"] if 0.24 <= gap.seen <= 0.35]
        groups["solid"] = [gap for gap in groups["solid"] if gap not in typed]
        for gap in typed:
            gap.natural, gap.group = book.house.word, "word"
            groups["word"].append(gap)
    if groups["solid"]:
        # Beside upright numerals a space may be typed, or opened like those between characters.
        usual = median(gap.seen for gap in groups["solid"])
        for gap in [gap for gap in groups["word"] if abs(gap.seen - usual) <= 0.04]:
            if not _western(line, gap):
                groups["word"].remove(gap)
                gap.natural, gap.group = 0.0, "solid"
                groups["solid"].append(gap)
    for gap in groups["fixed"]:
        if abs(gap.change) > TOLERANCE:
            point = gap.point if gap.change < 0 or gap.point in (6, 12) else 20
            say(gap, point, f"{_KINDS['fixed']}: {gap.seen:.2f} em")
    for gap in groups["solid"]:
        tally.saw(22)
        if gap.seen > HOLE + TOLERANCE:
            alone = gap.seen < 0.52 and all(
                other is gap or other.change < TOLERANCE for name in _EXPAND for other in groups[name]
            )
            say(gap, 22, f"hole of {gap.seen:.2f} em" + (", unless a space was typed there" * alone), alone)
        elif gap.seen < -TOLERANCE:
            say(gap, gap.point, f"characters overlap by {-gap.seen:.2f} em")
    for gap in groups["stop"]:
        if gap.change < -TOLERANCE:
            say(gap, 19, f"only {gap.seen:.2f} em after 。 in a line")
    for group, (_, least) in _REDUCE.items():
        for gap in groups[group]:
            floor = min(least, gap.natural)
            if gap.seen < floor - TOLERANCE:
                say(gap, 18, f"{_KINDS[group]} reduced to {gap.seen:.2f} em, less than {floor:.2f}")
    _alike(groups, say)
    _one_way(line, groups, say)
    _order(line, groups, say)


def _western(line: Line, gap: Gap) -> bool:
    return line.cells[gap.index].kind == line.cells[gap.index + 1].kind == WESTERN


def _alike(groups: dict[str, list[Gap]], say: object) -> None:
    """21: what is of one kind changes by the same amount."""
    assert callable(say)
    for group in ("word", "dot", "bracket", "stop", "latin", "solid"):
        members = groups[group]
        if len(members) < 2:
            continue
        by_size: Counter[float] = Counter(round(_each(gap), 2) for gap in members)
        usual = max(
            by_size,
            key=lambda value: (sum(n for v, n in by_size.items() if abs(v - value) < 0.021), -abs(value)),
        )
        if group == "solid" and by_size[usual] * 2 < len(members):
            usual = median(gap.change for gap in members)
        for gap in members:
            if abs(_each(gap) - usual) > TOLERANCE + 0.01:
                alike = gap.natural + usual * (gap.change / _each(gap) if gap.change else 1)
                say(
                    gap,
                    21,
                    f"{_KINDS[group]} {gap.seen:.2f} em where others on the line have {alike:.2f}",
                )


def _each(gap: Gap) -> float:
    """What a space changed; between two middle dots stand two quarters, which are reduced alike (3.8.3 d)."""
    return gap.change / 2 if gap.group == "dot" and gap.natural == 0.5 and gap.change < 0 else gap.change


def _one_way(line: Line, groups: dict[str, list[Gap]], say: object) -> None:
    """18: a line is reduced or expanded, never both."""
    assert callable(say)
    judged = [gap for name in ("word", "dot", "bracket", "stop", "latin", "solid") for gap in groups[name]]
    less = [gap for gap in judged if gap.change < -TOLERANCE]
    more = [gap for gap in judged if gap.change > TOLERANCE]
    if less and more:
        for gap in less if len(less) <= len(more) else more:
            say(gap, 18, f"{_KINDS[gap.group]} {gap.seen:.2f} em: the line is reduced and expanded at once")


def _order(line: Line, groups: dict[str, list[Gap]], say: object) -> None:
    """18 and 20: the next kind of space is touched only when the one before it has given all."""
    assert callable(say)
    reduced = [
        (step, group)
        for group, (step, _) in _REDUCE.items()
        if any(gap.change < -TOLERANCE for gap in groups[group])
    ]
    if reduced:
        last = max(reduced)[0]
        for group, (step, least) in _REDUCE.items():
            # Houses leave a quarter em beside brackets before they touch the gap to Western words (table 5).
            spare = max(least, 0.25) if group == "bracket" else least
            for gap in groups[group]:
                if step < last and gap.seen > spare + TOLERANCE and gap.natural > least:
                    say(
                        gap,
                        18,
                        f"{_KINDS[group]} still {gap.seen:.2f} em although what comes later was reduced",
                    )
        rest = ((line.measure[1] if line.measure else line.b1) - line.b1) / line.size
        if last > 2 and rest > 0.4 and line.cells[-1].kind in (CLOSING, COMMA):
            gap = next(gap for _, group in reduced for gap in groups[group])
            say(gap, 18, "reduced although half an em is left at the line's end")
    opened = [
        (step, group)
        for group, (step, _) in _EXPAND.items()
        if any(gap.change > TOLERANCE for gap in groups[group])
    ]
    if opened:
        last = max(opened)[0]
        for group, (step, most) in _EXPAND.items():
            for gap in groups[group]:
                if step < last and gap.seen < most - TOLERANCE:
                    say(
                        gap,
                        20,
                        f"{_KINDS[group]} only {gap.seen:.2f} em although what comes later was opened",
                    )


# --- flush lines --------------------------------------------------------------------------------------


#: A measure, em, in which words leave a line short rather than torn open.
_NARROW = 20


def _narrow(line: Line) -> bool:
    """Whether a line is of Western words in a narrow column."""
    western = sum(cell.kind == WESTERN for cell in line.cells)
    column = line.measure
    return (
        column is not None and column[1] - column[0] < _NARROW * line.size and western > 0.6 * len(line.cells)
    )


def _flush(book: Book, paragraph: Paragraph, tally: Tally) -> None:
    """17: both ends of every line but the last."""
    lines = paragraph.lines
    if paragraph.end is None or len(lines) < 2 or lines[0].ragged:
        if len(lines) == 1:
            _over(book, lines[0], tally)
        return
    rests = [ending(line) for line in lines]
    flush = [rest is not None and abs(rest) <= FLUSH for rest in rests[:-1]]
    indented = 0.4 < paragraph.indent < 2.1
    # Verse and other lines that were never meant to be flush have no flush neighbours.
    if not any(flush) and not indented:
        return
    for line, rest, good in zip(lines, rests, flush, strict=False):
        tally.saw(17)
        if good or rest is None:
            continue
        if rest < 0:
            _over(book, line, tally)
            continue
        if rest < 0.5 and line.cells[-1].kind in HALVES:
            # Too much or too little space after a mark is point 14.
            continue
        if line.cells[-1].kind == DIVIDING and abs(rest - 1) <= FLUSH:
            # The em after ？ and ！ may be the last of a line (JLReq 3.1.6, second figure).
            continue
        tally.remark(
            17,
            f"ends {rest:.2f} em before the measure's end",
            book.sheet(line),
            line,
            (len(line.cells) - 1,) * 2,
            measured=rest,
            expected=0.0,
            notice=_narrow(line),
        )
    _over(book, lines[-1], tally)
    for line in lines[1:]:
        begin = paragraph.inside(line, line.begin - line.cells[0].spare)
        usual = (0.0, 0.5, 1.0) if line.cells[0].kind == OPENING else (0.0,)
        if line.cells[0].text == PICTURE and 0 < begin < 1:
            # One that is narrower than its square stands in its middle.
            continue
        if (
            min(abs(begin - value) for value in usual) > FLUSH + line.cells[0].spare / line.size
            and begin < 1.5
        ):
            tally.remark(
                17,
                f"begins {begin:.2f} em inside the measure",
                book.sheet(line),
                line,
                (0, 0),
                measured=begin,
                expected=0.0,
            )


def _over(book: Book, line: Line, tally: Tally) -> None:
    rest = ending(line)
    if rest is not None and rest < -FLUSH and rest > -6:
        tally.remark(
            17,
            f"runs {-rest:.2f} em over the measure's end",
            book.sheet(line),
            line,
            (len(line.cells) - 1,) * 2,
            measured=-rest,
            expected=0.0,
        )
