"""Notes on the finished pages: all there, in order, none before its call's page, none over anything."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from edition import tei
from edition.diagnostics import Findings
from edition.glyphs import read
from edition.print.layout import NoteSeries
from edition.print.notemarks import kanji
from edition.proof import proof
from edition.proof.model import Severity
from edition.render.notes import without_notes
from tests.print.stress import (
    Sentence,
    Stress,
    book,
    everywhere,
    heavy,
    long,
    overlaps,
    read_back,
    sentences,
    sixty,
)
from tests.print.verapdf import broken_rules

WRITINGS = ("vertical", "horizontal")
PLACES: dict[str, dict[str, Any]] = {
    "foot": {"notes": {"author": "foot"}},
    "side": {"notes": {"author": "side"}},
    "head": {"notes": {"author": "head"}},
    "spread": {"notes": {"author": "side"}, "series": {"author": NoteSeries(spread=True)}},
    "columns": {"notes": {"author": "foot"}, "series": {"author": NoteSeries(columns=2, size=7)}},
    "run in": {"notes": {"author": "foot"}, "series": {"author": NoteSeries(run_in=True)}},
    "mixed": {"notes": {"author": "foot", "editor": "side", "translator": "foot"}},
    "all": {"notes": {"author": "foot", "editor": "head", "translator": "side"}},
}
TEXTS: dict[str, Callable[[], Stress]] = {
    "sixty": sixty,
    "long": long,
    "long at once": lambda: long(lead=0),
    "long on the last line": lambda: long(lead=31),
    "heavy": lambda: heavy("author", "editor", "translator"),
    "everywhere": lambda: everywhere("author", "editor", "translator"),
}
#: By direction and place, what it cannot be asked for.
_NOT = {("horizontal", "head"), ("horizontal", "all"), ("horizontal", "spread"), ("vertical", "columns")}


def complete(text: Stress, found: list[Sentence], small: Counter[str]) -> None:
    """Each sentence once; those of a note, and the notes of a series, in order; none before its call's page."""
    notes = [one for one in found if one.kind == "注"]
    count = Counter((one.number, one.at) for one in notes)
    assert not [one for one, times in count.items() if times > 1]
    # Every sentence of a note has one of these, whether or not a page ends in its first words.
    assert small["立"] == sum(number for number, _ in text.notes.values())
    for number, (length, _) in text.notes.items():
        mine = [one for one in notes if one.number == number]
        assert [one.at for one in mine] == sorted(one.at for one in mine)
        assert all(one.page <= other.page for one, other in pairwise(mine))
        pages = {one.at: one.page for one in mine}
        for at in range(1, length + 1):
            if at not in pages:
                # Its first words stand on two pages.
                assert pages.get(at - 1, 0) < pages.get(at + 1, 10**6)
    for series in {series for _, series in text.notes.values()}:
        ones = [one.number for one in notes if text.notes[one.number][1] == series]
        assert ones == sorted(ones)


@pytest.mark.parametrize(
    ("writing", "place", "name"),
    [
        (writing, place, name)
        for writing in WRITINGS
        for turn, place in enumerate(PLACES)
        for number, name in enumerate(TEXTS)
        # Every text meets every other place, and the other half in the other direction.
        if (writing, place) not in _NOT and (turn + number + WRITINGS.index(writing)) % 2 == 0
    ],
)
def test_hard_pages(writing: str, place: str, name: str) -> None:
    """Nothing is lost, doubled, out of order or drawn over something else."""
    text = TEXTS[name]()
    data = text.pdf(writing, **PLACES[place])
    found, small = read_back(data, vertical=writing == "vertical")
    complete(text, found, small)
    assert overlaps(data) == []


@pytest.mark.parametrize(
    ("writing", "place"),
    [(writing, place) for writing in WRITINGS for place in PLACES if (writing, place) not in _NOT],
)
def test_pages_with_notes_are_sound(writing: str, place: str) -> None:
    """What ``edition proof`` measures on them: the grid, the measures, each note on the page of its call."""
    text = book("author", "editor", "translator")
    data = text.pdf(writing, **PLACES[place])
    complete(text, *read_back(data, vertical=writing == "vertical"))
    findings = Findings()
    report = proof(data, findings)
    assert not list(findings)
    # The em between entries that are run in is none of the standard's spaces.
    left_out = {1, 2, 7, 14, 18, 21} if place == "run in" else set()
    assert [
        str(one) for one in report.remarks if one.severity is Severity.VIOLATION and one.point not in left_out
    ] == []
    assert {30, 36, 40} <= set(report.measured)


def marks(data: bytes, sign: str) -> list[tuple[int, str]]:
    """(page, text) of everything that the pattern finds on a page, in the order of drawing."""
    found = []
    for page in read(data, Findings()).pages:
        text = "".join(glyph.text for glyph in page.glyphs)
        found += [(page.number, match) for match in re.findall(sign, text)]
    return found


@pytest.mark.parametrize("writing", WRITINGS)
def test_notes_are_numbered_by_the_page(writing: str) -> None:
    """On every page the marks begin anew, those of calls and of notes alike; another series is left as it is."""
    text = Stress()
    for turn in range(40):
        other = text.note(1, "author") if turn % 3 == 0 else ""
        text.p(text.text(4), text.note(2, "editor"), text.text(2), other)
    data = text.pdf(
        writing,
        notes={"author": "foot", "editor": "foot"},
        series={"author": NoteSeries(), "editor": NoteSeries(mark="（一）", numbering="page")},
    )
    found = marks(data, "（([一二三四五六七八九十]+)）")
    assert len(found) == 80
    by_page: dict[int, list[str]] = {}
    for page, mark in found:
        by_page.setdefault(page, []).append(mark)
    assert len(by_page) > 2
    for signs in by_page.values():
        half = len(signs) // 2
        assert signs == [kanji(at) for at in range(1, half + 1)] * 2
    printed = [number for number, (_, series) in text.notes.items() if series == "author"]
    assert Counter(int(mark) for _, mark in marks(data, r"[（(](\d+)[）)]")) == Counter(printed * 2)


@pytest.mark.parametrize(("numbering", "last"), [("chapter", 3), ("book", 6)])
def test_notes_are_numbered_by_chapter_and_book(numbering: str, last: int) -> None:
    text = Stress()
    for chapter in range(2):
        text.body.append("</div><div type='chapter'>" * chapter + "<head>題</head>")
        for _ in range(3):
            text.p(text.text(3), text.note(1, "editor"))
    data = text.pdf(
        "vertical", notes={"editor": "foot"}, series={"editor": NoteSeries(mark="〔1〕", numbering=numbering)}
    )
    found = [int(mark) for _, mark in marks(data, r"〔(\d+)〕")]
    assert max(found) == last
    assert len(found) == 12


def test_a_note_called_twice_is_printed_once() -> None:
    text = Stress()
    note = text.note(2)
    text.p(text.text(2), '<ref type="noteref" target="#n1">※</ref>', note, text.text(100))
    text.p(text.text(2), '<ref type="noteref" target="#n1">※</ref>', text.text(2))
    data = text.pdf("vertical")
    found, small = read_back(data, vertical=True)
    complete(text, found, small)
    # Two calls and the label.
    first, label, again = [page for page, _ in marks(data, "※")]
    assert first == label < again


@pytest.mark.parametrize("writing", WRITINGS)
def test_entries_of_a_page_are_one_paragraph(writing: str) -> None:
    """Run in, several begin on a line; all are there, and none is on another page than its call."""
    text = Stress()
    for _ in range(30):
        text.p(text.text(4), text.note(1, "editor"), text.text(2))
    place = {"editor": "side" if writing == "vertical" else "foot"}
    data = text.pdf(writing, notes=place, series={"editor": NoteSeries(run_in=True)})
    found, small = read_back(data, vertical=writing == "vertical")
    complete(text, found, small)
    assert overlaps(data) == []
    begins = [(one.page, round(one.across, 1)) for one in found if one.kind == "注"]
    assert len(set(begins)) < 0.8 * len(begins)
    called = {one.number: one.page for one in found if one.kind == "文"}
    for one in found:
        if one.kind == "注":
            assert one.page >= called[2 * one.number - 1]


def test_side_notes_of_a_spread_stand_on_its_left_page() -> None:
    """Right pages of a vertical book are the even ones; but on its last page a note need not wait."""
    text = book("author")
    data = text.pdf("vertical", notes={"author": "side"}, series={"author": NoteSeries(spread=True)})
    found, small = read_back(data, vertical=True)
    complete(text, found, small)
    last = max(one.page for one in found)
    begins = {one.number: one.page for one in reversed(found) if one.kind == "注"}
    assert {page % 2 for page in begins.values() if page < last - 1} == {1}


@pytest.mark.parametrize("writing", WRITINGS)
def test_notes_stand_beside_their_lines(writing: str) -> None:
    """A note at the head, or in the margin, begins where its line is, or after the note before it."""
    text = Stress()
    for _ in range(12):
        text.p(text.text(9)[:-1], text.note(1), "。")
    place = {"author": "head" if writing == "vertical" else "side"}
    data = text.pdf(writing, notes=place)
    found, _ = read_back(data, vertical=writing == "vertical")
    for number in text.notes:
        note = next(one for one in found if one.kind == "注" and one.number == number)
        line = [one for one in found if one.kind == "文" and one.number == number][-1]
        # The call is in the last line of its paragraph, which begins with one of the last two sentences.
        assert note.page == line.page
        assert -1 < note.across - line.across < 12


@pytest.mark.parametrize(("after", "pages"), [("section", 2), ("chapter", 1), ("book", 1)])
def test_notes_at_the_end(after: str, pages: int) -> None:
    """After their section they follow its text; after the book, that of all chapters."""
    text = Stress()
    text.body.append("<div type='section'><head>一</head>")
    text.p(text.text(3), text.note(1), text.text(1))
    text.body.append("</div><div type='section'><head>二</head>")
    text.p(text.text(3), text.note(1), text.text(1))
    text.body.append("</div>")
    data = text.pdf("horizontal", notes={"author": "end"}, series={"author": NoteSeries(after=after)})  # type: ignore[arg-type]
    found, small = read_back(data, vertical=False)
    complete(text, found, small)
    order = [f"{one.kind}{one.number}" for one in found if one.at == 1]
    if after == "section":
        assert order == ["文1", "文2", "注1", "文3", "文4", "注2"]
    else:
        assert order == ["文1", "文2", "文3", "文4", "注1", "注2"]
    chapter = [one.page for one in found if one.kind == "文"]
    assert {one.page > chapter[-1] for one in found if one.kind == "注"} == {after == "book"}


def test_rows_in_the_line_and_between_the_lines() -> None:
    """割注 takes two small rows in its line; 行間注 stands beside the words before it, and the line has its distance."""
    text = Stress()
    text.p("二行に割られる", text.note(2, "editor"), "。", text.text(2))
    text.p("小さな注が行間に立つのを見て書きとめておく", text.note(1, "author"), "。", text.text(2))
    data = text.pdf("vertical", notes={"author": "interlinear", "editor": "inline"})
    found, small = read_back(data, vertical=True)
    complete(text, found, small)
    assert marks(data, r"[（(]\d+[）)]") == []
    pages = read(data, Findings()).pages
    (sign,) = [glyph for page in pages for glyph in page.glyphs if glyph.text == "注" and glyph.size < 2]
    lines = sorted({round(one.across, 1) for one in found if one.kind == "文"})
    assert any(2 < line + sign.x < 4 for line in lines)


def calls(action: Callable[[], Any]) -> int:
    """How many Python functions are called: a measure of work that no other process disturbs."""
    count = 0

    def counting(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("writing", "place"), [("vertical", "foot"), ("vertical", "head"), ("horizontal", "foot")]
)
def test_a_note_costs_the_same_however_many_there_are(writing: str, place: str) -> None:
    """Three times as many notes in the same text: three times the work that they are, and not more."""

    def work(count: int) -> int:
        text = Stress()
        for _ in range(12):
            text.p(*(text.text(1) + (text.note(1) if at < count else "") for at in range(12)))
        return calls(lambda: text.pdf(writing, notes={"author": place}))

    work(1)
    none, few, many = work(0), work(4), work(12)
    assert (many - none) / (few - none) < 3.4


def destinations(data: bytes) -> tuple[dict[str, int], list[tuple[int, str]], int]:
    """The page of everything that can be led to, (page, target) of every link, and the number of notes in the structure."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number = {page.objgen: index for index, page in enumerate(pdf.pages, 1)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        targets = {str(name): number[place[0].objgen] for name, place in names.items()}
        links = [
            (index, str(note.get("/Dest") or note.A.D))
            for index, page in enumerate(pdf.pages, 1)
            for note in page.get("/Annots", [])
            if note.get("/Subtype") == "/Link"
        ]
        kinds = Counter(str(item.get("/S")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary))
        return targets, links, kinds["/Note"]


@pytest.mark.parametrize(
    ("writing", "place"),
    [
        ("vertical", "all"),
        ("vertical", "spread"),
        ("horizontal", "side"),
        ("horizontal", "columns"),
        ("horizontal", "run in"),
    ],
)
def test_calls_and_notes_lead_to_each_other(writing: str, place: str) -> None:
    """A link leads to where the note begins, and back; each note is one in the structure, on every page it is on."""
    text = (
        long() if place in ("spread", "columns", "run in") else everywhere("author", "editor", "translator")
    )
    data = text.pdf(writing, **PLACES[place])
    targets, links, notes = destinations(data)
    found, _ = read_back(data, vertical=writing == "vertical")
    begins = {one.number: one.page for one in reversed(found) if one.kind == "注" and one.at == 1}
    assert {number: targets[f"n{number}"] for number in begins} == begins
    aimed = Counter(target for _, target in links)
    for number in text.notes:
        assert aimed[f"n{number}"] >= 1
        assert aimed[f"call-n{number}"] >= 1
    # In a paragraph of many, each has a part on every line that it is on.
    assert len(text.notes) <= notes <= len(text.notes) + (30 if place == "run in" else 12)


@pytest.mark.parametrize("variant", ["pdf/ua-1", "pdf/a-3u"])
@pytest.mark.parametrize(
    ("writing", "place"), [("vertical", "all"), ("horizontal", "side"), ("horizontal", "columns")]
)
def test_verapdf_has_nothing_to_say(writing: str, place: str, variant: str) -> None:
    """Cut notes and several areas are accessible, and may be archived."""
    text = heavy("author", "editor", "translator")
    data = text.pdf(writing, variant, **PLACES[place])
    flavour = {"pdf/ua-1": "ua1", "pdf/a-3u": "3u"}[variant]
    assert broken_rules(data, flavour, f"notes-{writing}-{place}-{flavour}") == []


def test_marks_of_notes_that_the_source_lacks_stand_as_they_were_printed() -> None:
    """They lead nowhere, are numbered by nobody, and are listed."""
    text = Stress()
    text.p(
        text.text(1), '<ref type="note" subtype="unresolved" xml:id="u1">［7］</ref>', text.note(1, "editor")
    )
    data = text.pdf("horizontal", series={"editor": NoteSeries(mark="［1］", numbering="page")})
    assert [mark for _, mark in marks(data, r"[［\[]\d+[］\]]")] == ["［7］", "［1］", "［1］"]
    assert not any(target.endswith("u1") for _, target in destinations(data)[1])
    assert without_notes(tei.parse(text.tei(), "text.xml", Findings())) == [{"id": "u1", "mark": "［7］"}]


def test_notes_that_only_call_each_other_are_not_lost() -> None:
    """The first of them is called where the source has it; the others from there."""
    text = Stress()
    text.p(text.text(2))
    text.notes = {1: (2, "author"), 2: (1, "author")}
    for number, other in ((1, 2), (2, 1)):
        count, series = text.notes[number]
        text.body.append(
            f'<note type="{series}" place="foot" n="{number}" xml:id="n{number}">{sentences("注", number, count)}'
            f'<ref type="noteref" target="#n{other}">＊</ref></note>'
        )
    found, small = read_back(text.pdf("vertical"), vertical=True)
    complete(text, found, small)


@pytest.mark.parametrize("writing", WRITINGS)
def test_series_of_one_place_stand_apart(writing: str) -> None:
    """In the order of the edition, with white between them, each in its own size."""
    text = Stress()
    for turn in range(30):
        text.p(text.text(5), text.note(1, ("author", "editor")[turn % 2]), text.text(2))
    data = text.pdf(
        writing,
        notes={"editor": "foot", "author": "foot"},
        series={"editor": NoteSeries(size=6), "author": NoteSeries()},
    )
    found, small = read_back(data, vertical=writing == "vertical")
    complete(text, found, small)
    pages = {one.page for one in found}
    for page in pages:
        notes = [one for one in found if one.kind == "注" and one.page == page]
        ranks = [text.notes[one.number][1] for one in notes]
        assert ranks == sorted(ranks, reverse=True)
        steps = [two.across - one.across for one, two in pairwise(notes)]
        change = ranks.index("author") - 1 if "author" in ranks else -1
        if 0 <= change < len(steps) - 1:
            assert steps[change] > 1.3 * max(steps[change + 1 :])
    sizes = {
        round(glyph.size * 72 / 25.4, 1)
        for page in read(data, Findings()).pages
        for glyph in page.glyphs
        if glyph.text == "注"
    }
    assert sizes == {6.0, 7.5}


def test_each_note_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often its line is tried on a page, and however many pages it is on."""
    from edition.typeset.weasy.areas import page

    count = Counter[str]()

    def counting(context: Any, composer: Any, area: Any, note: Any, columns: int = 1) -> Any:
        count[note.element.get("id")] += 1
        return finished(context, composer, area, note, columns)

    finished = page.lay_out_alone
    monkeypatch.setattr(page, "lay_out_alone", counting)
    for text in (sixty(), long(), heavy("author")):
        text.pdf("horizontal")
        assert count == Counter({f"n{number}": 1 for number in text.notes})
        count.clear()


@pytest.mark.parametrize("place", ["foot", "end", "inline", ""])
def test_notes_of_the_line_go_where_their_series_stands(place: str) -> None:
    """A call is made for them where they go elsewhere; in the line they stand in two rows if the edition says so."""
    text = Stress()
    text.notes = {1: (2, "translator"), 2: (1, "translator")}
    for number, (count, _) in text.notes.items():
        note = f'<note type="translator" place="inline" xml:id="n{number}">〔{sentences("注", number, count)}〕</note>'
        text.p(text.text(2)[:-1], note, "。", text.text(1))
    data = text.pdf("horizontal", notes={"translator": place} if place else {})
    found, small = read_back(data, vertical=False)
    if place:
        complete(text, found, small)
    drawn = [mark for _, mark in marks(data, r"〔(\d)〕")]
    assert drawn == (["1", "2", "1", "2"] if place in ("foot", "end") else [])
    order = [f"{one.kind}{one.number}" for one in found if one.at == 1]
    if place in ("foot", "end"):
        assert order == ["文1", "文2", "文3", "文4", "注1", "注2"]
    else:
        assert order == ["文1", "注1", "文2", "文3", "注2", "文4"]


@pytest.mark.parametrize(("writing", "place"), [("horizontal", "foot"), ("vertical", "side")])
def test_what_cannot_be_cut_does_not_meet_notes_that_go_on(writing: str, place: str) -> None:
    """A block that takes most of a page waits until the notes are done: a page has notes alone, and the block the next."""
    text = Stress()
    text.p(text.text(14), text.note(150), text.text(2))
    text.body.append(f"<quote><p>{text.text(6)}</p></quote>")
    text.p(text.text(10))
    # The block's words are at its end.
    css = "blockquote{overflow:hidden;padding-block-start:%smm}" % (125 if writing == "horizontal" else 80)
    data = text.pdf(writing, css=css, notes={"author": place})
    found, small = read_back(data, vertical=writing == "vertical")
    complete(text, found, small)
    assert overlaps(data) == []
    kinds: dict[int, set[str]] = {}
    for one in found:
        kinds.setdefault(one.page, set()).add(one.kind)
    assert {"注"} in kinds.values()
    assert kinds[max(kinds)] == {"文"}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize(
    "css",
    [
        "@page:nth(3){margin:40mm 30mm}",
        "@page{@footnote{height:40mm}}",
        "@page{@footnote{border:1pt solid;padding:2mm;max-height:30mm}}",
        "aside.note p{margin-block:3mm;border:1pt solid}",
    ],
    ids=["another page", "a fixed height", "a frame", "framed notes"],
)
def test_an_editions_own_rules(writing: str, css: str) -> None:
    """Pages of another size, and areas and notes that look otherwise: all words of notes and text are there."""
    text = long()
    data = text.pdf(writing, css=css)
    found, small = read_back(data, vertical=writing == "vertical")
    complete(text, found, small)
    assert overlaps(data) == []
    drawn = Counter(glyph.text for page in read(data, Findings()).pages for glyph in page.glyphs)
    wanted = text.tei().decode().count("立")
    assert drawn["立"] == wanted
