"""Pages set by hand, sound by the standard, into which faults are planted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from edition.diagnostics import Findings
from edition.proof import Demands, Report, proof
from tests.proof.plant import Press

#: Two paragraphs, set line by line to a measure of twenty; nothing in them had to be adjusted.
FIRST = (
    "活字を拾う人の指は、箱の中の字の場所を",
    "覚えている。朝の光が机の上に落ちるころ、",
    "<「今日は何から始めますか」<「見出しからだ」",
    "と二人は話す。<（鉛は冷たい）<、と誰かが言っ",
    "た。紙の白さは・黒さの影である。",
)
SECOND = (
    "版面の端に立つ行は、どれも同じ長さを持",
    "つ。余った白は行の中に配られ、足りない白",
    "は括弧や読点のうしろから少しずつ引かれて",
    "いく。手の仕事である。",
)
PAGE = FIRST + SECOND + FIRST + SECOND
#: Where paragraphs begin on a page.
BEGINS = {0, 5, 9, 14}

Change = Callable[[Press, int], None]


@dataclass
class Book:
    """Four pages with heads and folios; lines of page 2 may be others, and anything may be drawn besides."""

    vertical: bool
    #: Number on page 2 to its text, "" for none.
    lines: dict[int, str]
    #: Arguments of single lines on page 2.
    how: dict[int, dict[str, float | str]]
    press: dict[str, object]
    #: Called with the press and the page's number when the page's text is set.
    more: Change | None = None
    #: Set in place of a line of page 2.
    instead: dict[int, Callable[[Press], None]] | None = None
    folio: Callable[[int], tuple[float, float, str]] | None = None

    def pdf(self) -> bytes:
        """The book as a file."""
        press = Press(self.vertical, **self.press)  # type: ignore[arg-type]
        for number in range(1, 5):
            press.page()
            for index, text in enumerate(PAGE):
                own = self.lines.get(index, text) if number == 2 else text
                how: dict[str, object] = {"indent": 1.0 if index in BEGINS else 0.0}
                if number == 2:
                    how |= self.how.get(index, {})
                if number == 2 and self.instead and index in self.instead:
                    self.instead[index](press)
                elif own:
                    press.line(index, own, **how)  # type: ignore[arg-type]
            if self.more:
                self.more(press, number)
            x, y, text = (self.folio or self._folio)(number)
            press.across(x, y, text)
            press.across(60, 30, "活字の箱")
        return press.pdf()

    def _folio(self, number: int) -> tuple[float, float, str]:
        # Page 1 of a vertical book is a left-hand page.
        left = (number % 2 == 1) is self.vertical
        return (50.0 if left else 365.0), 580.0, str(number)


def book(
    vertical: bool,
    lines: dict[int, str] | None = None,
    how: dict[int, dict[str, float | str]] | None = None,
    more: Change | None = None,
    folio: Callable[[int], tuple[float, float, str]] | None = None,
    instead: dict[int, Callable[[Press], None]] | None = None,
    **press: object,
) -> bytes:
    """A book of four pages as a file."""
    return Book(vertical, lines or {}, how or {}, press, more, instead, folio).pdf()


def measure(data: bytes, demands: Demands | None = None) -> Report:
    """The proof of a file."""
    return proof(data, Findings(), name="book.pdf", demands=demands)


def points(report: Report) -> set[int]:
    """The points that a report has remarks on."""
    return {remark.point for remark in report.remarks}


def said(report: Report) -> str:
    """A report's remarks, for the message of a failing test."""
    return "\n".join(f"{r.point} p{r.page} l{r.line} {r.message} [{r.text}]" for r in report.remarks)
