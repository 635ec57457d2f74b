"""A fault of every kind, planted into pages set by hand: it is found where it is, and nothing else is.

Line 4 and line 8 of page 2 end paragraphs, so that nothing in them has to be adjusted; lines 1 to 3, 6 and 7
fill the measure. ``good`` is the same place set rightly, and must be clean.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from edition.proof import Report
from tests.proof.pages import book, measure, points, said

BOTH = (True, False)


@dataclass(frozen=True)
class Fault:
    """What is planted on page 2: lines by their number, the right way and the wrong one."""

    name: str
    point: int
    bad: dict[int, str]
    good: dict[int, str] = field(default_factory=dict)
    ways: tuple[bool, ...] = BOTH
    #: Other points that the same fault breaks.
    also: tuple[int, ...] = ()
    how: dict[int, dict[str, float | str]] = field(default_factory=dict)
    notice: bool = False


def last(bad: str, good: str = "") -> dict[str, dict[int, str]]:
    """In the last line of a paragraph."""
    return {"bad": {4: bad}, "good": {4: good} if good else {}}


FAULTS = [
    # --- spaces
    Fault("closing-then-opening", 1, **last("た。「紙」「影」と書く。", "た。<「紙」<「影」と書く。")),
    Fault("comma-then-opening", 1, **last("た。白さは、「影」である。", "た。白さは、<「影」である。")),
    Fault("stop-then-opening", 1, **last("た。「影」である。", "た。<「影」である。")),
    Fault("opening-too-near", 1, **last("た白<「影」である。", "た白「影」である。")),
    Fault("comma-then-closing", 2, **last("た。<「紙、影、」と書く。", "た。<「紙、影、<」と書く。")),
    Fault("closing-then-stop", 2, **last("た。<「紙の影」。", "た。<「紙の影」<。")),
    Fault("nothing-after-comma", 2, **last("た。紙は、<影である。", "た。紙は、影である。")),
    Fault("two-openings", 3, **last("た。<「（紙）の影」である。", "た。<「<（紙）の影」である。")),
    Fault("two-closings", 3, **last("た。<「紙（影）」である。", "た。<「紙（影）<」である。")),
    Fault("middle-dot-tight", 4, **last("た。紙{-0.25}・{-0.25}影である。", "た。紙・影である。")),
    Fault("middle-dot-loose", 4, **last("た。紙{0.3}・影である。")),
    Fault("half-after-question", 5, **last("た。影か？{0.5}紙か。", "た。影か？{1}紙か。")),
    Fault("space-before-closing", 5, **last("た。<「影か？{1}」と書く。", "た。<「影か？」と書く。")),
    Fault("dash-apart", 6, **last("た。影――{-1}{0.2}―である。", "た。影――である。")),
    Fault(
        "dots-broken",
        6,
        {1: "覚えている。朝の光が机の上に落ちるころ…", 2: "…今日は何から始めますかと見出しからいう"},
    ),
    Fault("latin-gap", 7, **last("た。紙はA判である。", "た。紙は{0.25}A{0.25}判である。")),
    Fault(
        "latin-gap-eighth",
        7,
        **last("た。紙は{0.125}A{0.25}判である。", "た。紙は{0.25}A{0.25}判である。"),
    ),
    Fault(
        "word-space",
        8,
        **last("た。紙は{0.25}hot{0.6}type{0.25}だ。", "た。紙は{0.25}hot{0.333}type{0.25}だ。"),
    ),
    Fault("ideographs-apart", 9, {8: "いく。手の{0.12}仕事である。"}),
    Fault("ideographs-overlap", 9, {8: "いく。手の{-0.12}仕事である。"}),
    Fault("hole-in-last-line", 22, {8: "いく。手の{0.6}仕事である。"}),
    # --- breaking
    Fault("comma-at-head", 10, {2: "、今日は何から始めますかと見出しからいうの"[:20]}, also=(17,)),
    Fault("closing-at-head", 10, {2: "」今日は何から始めますかと見出しからいうの"[:20]}, also=(17,)),
    Fault("small-kana-at-head", 10, {2: "っ今日は何から始めますかと見出しからいうの"[:20]}),
    Fault("long-vowel-at-head", 10, {2: "ー今日は何から始めますかと見出しからいうの"[:20]}),
    Fault("iteration-at-head", 10, {2: "々今日は何から始めますかと見出しからいうの"[:20]}),
    Fault("question-at-head", 10, {2: "？今日は何から始めますかと見出しからいうの"[:20]}),
    Fault("middle-dot-at-head", 10, {2: "・今日は何から始めますかと見出しからいうの"[:20]}, also=(17,)),
    Fault(
        "quarter-after-comma",
        14,
        {1: "覚えている。朝の光が机の上に落ちるころ、"},
        how={1: {"stretch": 0.0132}},
        also=(9, 18, 20, 21),
    ),
    Fault(
        "number-broken",
        12,
        {6: "つ。余った白は行の中に配られ、足りぬ１９", 7: "６２年や読点のうしろから少しずつ引かれて"},
    ),
    Fault("note-mark-at-head", 12, {2: "^(1)^今日は何から始めますかと見出しから{~}の"}, also=(9, 21, 22, 41)),
    Fault("bracket-another-way", 13, {2: "「今日は何から始めますか」<「見出しからだ」<"}),
    Fault(
        "quarter-after-comma",
        14,
        {1: "覚えている。朝の光が机の上に落ちるころ、"},
        how={1: {"stretch": 0.0132}},
        also=(9, 18, 20, 21),
    ),
    Fault("hanging-comma", 15, {1: "覚えている。朝の光が机の上に落ちるころで、"}),
    Fault("hanging-ideograph", 17, {1: "覚えている。朝の光が机の上に落ちるころでも"}),
    Fault("single-character", 16, {8: "る。"}),
    # --- adjustment
    Fault("short-line", 17, {1: "覚えている。朝の光が机の上に落ちるころ"}),
    Fault("barely-short", 17, {6: "つ。余った白は行の中に配られ、足りない{-0.1}白"}, also=(9,)),
    Fault("begins-inside", 17, {7: "{0.2}は括弧や読点のうしろから少しずつ引かれて"[:24] + "い"}),
    Fault("both-ways", 18, {3: "と二人は話す。<（鉛は冷たい）<、{-0.2}と誰かが{0.1}言{0.1}っ"}, also=(21,)),
    Fault("comma-kept", 18, {6: "つ。余った白は行{0.125}A{0.125}{~}中に配られ、足ない白"}, {6: ""}),
    Fault("stop-reduced", 19, {1: "覚えている。{-0.2}朝{0.2}の光が机の上に落ちるころ、"}, also=(9, 18, 21)),
    Fault("space-before-comma", 20, {1: "覚えている。朝の光が机の上に落ちるころ{0.1}、<{-0.1}"}, also=(14,)),
    Fault("space-after-opening", 20, {4: "た。<「{0.2}紙」と書く。"}),
    Fault("one-gap-wider", 21, {7: "は括弧や{0.2}読点{0.2}の{0.2}うしろから{0.2}少しずつ{0.2}引かれ"}),
    Fault("holes", 22, {7: "は括弧や{0.5}読点のうしろから{0.5}少しずつ引かれ"}, also=(21,)),
]


def places(report: Report) -> set[tuple[int, int]]:
    """(page, line) of every remark."""
    return {(remark.page, remark.line) for remark in report.remarks}


CASES = [
    pytest.param(fault, vertical, id=f"{fault.name}-{'vertical' if vertical else 'horizontal'}")
    for fault in FAULTS
    for vertical in fault.ways
]


@pytest.mark.parametrize(("fault", "vertical"), CASES)
def test_a_planted_fault_is_found(fault: Fault, vertical: bool) -> None:
    report = measure(book(vertical, fault.bad, fault.how))
    assert fault.point in points(report), said(report)
    assert points(report) <= {fault.point, *fault.also}, said(report)
    changed = {line + 1 for line in fault.bad}
    assert {page for page, _ in places(report)} == {2}, said(report)
    assert {line for _, line in places(report)} <= changed, said(report)
    assert report.good is fault.notice
    for remark in report.remarks:
        assert remark.box is not None
        assert remark.text


@pytest.mark.parametrize(
    ("fault", "vertical"),
    [case for case in CASES if case.values[0].good and any(case.values[0].good.values())],
)
def test_the_same_place_set_rightly_is_clean(fault: Fault, vertical: bool) -> None:
    report = measure(book(vertical, fault.good))
    assert report.remarks == [], said(report)
