"""Page furniture: page numbers and running heads leave the flow; pages remain.

What tells a page apart in extracted text: a form feed; a line with nothing but a number, the numbers
ascending; a running head that comes again and again beside them; and, where every line is followed by an
empty one, a line that is not and that a single space leads (the page's number field stood there). A lone
number that fits no series stays in the text and is reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from edition.diagnostics import Findings, Place
from edition.ingest.printed import folios as folios_of
from edition.ingest.printed import marks
from edition.ingest.printed.folios import Feeds, Folio, Numbers
from edition.ingest.printed.width import width
from edition.ingest.source import Line

# Running heads of left and right pages alternate; so near the next one of the same words stands.
_NEAR = 2
# So many lines of a page's head or foot may be furniture: two rows of a running head, a page number.
_ROUNDS = 4


@dataclass(slots=True)
class Furniture:
    """One line that was removed: ``kind`` as ``fw/@type`` has it."""

    kind: str
    line: Line


@dataclass(slots=True)
class Page:
    """A page of the source: its label ("" where none is printed or inferred) and what is on it."""

    label: str = ""
    printed: bool = False
    furniture: list[Furniture] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    #: The first line is led by a stray space, which is no indent.
    stray_space: bool = False


def double_spaced(lines: Sequence[Line]) -> bool:
    """Whether an empty line follows almost every line: then it means nothing."""
    printed = [index for index, line in enumerate(lines[:-1]) if not line.blank]
    if len(printed) < 8:
        return False
    return sum(lines[index + 1].blank for index in printed) >= 0.6 * len(printed)


def pages(
    lines: Sequence[Line], numbers: Numbers, note_heads: Collection[int], file: str, findings: Findings
) -> list[Page]:
    """Cut lines into pages and take their page ``numbers`` and running heads out.

    ``note_heads`` are the indexes of lines that seem to begin a note, which a stray space may lead as well.
    Finding: ING-011 page numbers inferred.
    """
    folios = numbers.every()
    starts = _starts(lines, folios, numbers.feeds, note_heads)
    heads = _running_heads(lines, starts, folios) | set(numbers.with_heads)
    wordings = {_closed_up(lines[index].body) for index in heads if index not in folios}
    for index in _page_ends(lines, starts):
        beside = folios_of.beside_head(lines[index].body)
        if index not in folios and beside is not None and _closed_up(beside[0]) in wordings:
            heads.add(index)
            folios[index] = beside[1]
    found: list[Page] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        page = Page(stray_space=_stray_space(lines, start) and start not in note_heads)
        for index in range(start, end):
            line = lines[index]
            if index in folios:
                page.label, page.printed = folios[index].label, True
            if index in heads or index in folios:
                page.furniture.append(Furniture("header" if index in heads else "pageNum", line))
            else:
                page.lines.append(line)
        found.append(page)
    _infer_labels(found, file, findings)
    return found


def put_back(pages: Sequence[Page], listed: Sequence[Line]) -> None:
    """The lines of tables of contents, read as empty ones until now, are furniture of their pages."""
    of_start = {line.start: line for line in listed}
    for page in pages if listed else ():
        page.furniture += [
            Furniture("contents", of_start[line.start]) for line in page.lines if line.start in of_start
        ]
        page.furniture.sort(key=lambda piece: piece.line.start)
        page.lines = [line for line in page.lines if line.start not in of_start]


def boundaries(lines: Sequence[Line], numbers: Numbers) -> list[int]:
    """Indexes of lines that may begin a page, as far as one can tell before notes are known."""
    return _starts(lines, numbers.every(), numbers.feeds, ())


def _starts(
    lines: Sequence[Line], folios: Mapping[int, Folio], near: Feeds, note_heads: Collection[int]
) -> list[int]:
    """Indexes of the lines with which pages begin; the first is always 0."""
    starts = {0}
    feeds = {index for index, line in enumerate(lines) if line.after_form_feed}
    starts |= feeds
    last = max((index for index, line in enumerate(lines) if not line.blank), default=0)
    first = min((index for index, line in enumerate(lines) if not line.blank), default=0)
    # The last line of all is a page number: they stand at the foot. Else at the head, the first page without.
    at_foot = last in folios and first not in folios
    for index in folios:
        if near.beside(index):
            continue
        starts.add(index + 1 if at_foot and index < last else index if not at_foot else 0)
    if double_spaced(lines):
        starts |= {
            index
            for index in range(1, len(lines))
            if _stray_space(lines, index) and index not in note_heads and index not in folios
        }
    return sorted(index for index in starts if index < len(lines) or index == 0)


def _stray_space(lines: Sequence[Line], index: int) -> bool:
    """One space before a line that no empty line sets apart, in a text of lines that empty lines part."""
    line = lines[index]
    led = not line.blank and line.lead.startswith(" ")
    return led and (index == 0 or not lines[index - 1].blank)


def _running_heads(lines: Sequence[Line], starts: Sequence[int], known: Collection[int]) -> set[int]:
    """First and last lines of pages that come again on other pages, page numbers (``known``) aside.

    Left and right pages may have heads of their own, and every chapter others; a head may take two rows. The
    words of a chapter that has one page only are known from its heading.
    """
    on_pages = [
        [index for index in range(start, end) if not lines[index].blank and index not in known]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    if len(on_pages) < 2:
        return set()
    enough = max(2, len(on_pages) / 4)
    found: set[int] = set()
    for _ in range(_ROUNDS):
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for page, printed in enumerate(on_pages):
            for index in {*printed[:1], *printed[-1:]}:
                places[_closed_up(lines[index].body)].append((page, index))
        fresh: set[int] = set()
        # Two pages may begin with one heading by chance (the chapter's, and its notes'): where no words stand on
        # three, there are no running heads.
        if max(map(len, places.values()), default=0) < min(3, len(on_pages)) and not found:
            break
        for body, standing in places.items():
            if len(standing) < 2 or body[-1] in "。、" or width(body) > 80:
                continue
            if len(body) == 1 and (not body.isalnum() or any(_cut_off(lines, at) for _, at in standing)):
                continue  # the mark of an item, or the end of a sentence, which extraction gave a line of its own
            often = len(standing) >= enough
            fresh |= {
                index
                for at, (page, index) in enumerate(standing)
                if often
                or any(
                    abs(other - page) <= _NEAR
                    for other, _ in standing[max(0, at - 1) : at + 2]
                    if other != page
                )
            }
        if not fresh:
            break
        found |= fresh
        on_pages = [[index for index in printed if index not in fresh] for printed in on_pages]
    return found


def _cut_off(lines: Sequence[Line], index: int) -> bool:
    """Whether a call or a stop goes on from a line, which is then words of the text."""
    after = next((line.body for line in lines[index + 1 : index + 4] if not line.blank), "")
    return after[:1] in ("。", "、", "，", "．") or any(
        mark.start == 0 and mark.end == len(after) for mark in marks.calls(after)
    )


def _page_ends(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """The first and the last printed lines of all pages."""
    found: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        printed = [index for index in range(start, end) if not lines[index].blank]
        found += [*printed[:1], *printed[1:][-1:]]
    return found


def _closed_up(body: str) -> str:
    return body.replace(" ", "").replace("\u3000", "")


def _infer_labels(found: Sequence[Page], file: str, findings: Findings) -> None:
    """Number the other pages by counting, where all printed numbers agree with the count."""
    printed = [
        (index, int(page.label)) for index, page in enumerate(found) if page.printed and page.label.isdigit()
    ]
    if not printed or all(page.printed for page in found):
        return
    shift = printed[0][1] - printed[0][0]
    if shift < 1 or any(label - index != shift for index, label in printed):
        return
    for index, page in enumerate(found):
        page.label = page.label or str(index + shift)
    count = len(found) - len(printed)
    findings.warning(
        "ING-011",
        f"{count} of {len(found)} pages carry no number; theirs follows from the {len(printed)} printed ones",
        Place(file, printed[0] and found[printed[0][0]].furniture[0].line.number),
        "compare with the printed book if page references matter",
    )
