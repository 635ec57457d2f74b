"""What stands in a line besides plain text, on the finished page: drawn where it belongs, extracted in order."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageOps

from edition import tei
from edition.diagnostics import Findings
from edition.glyphs import read
from edition.print import Layout, make
from edition.render import render

WRITINGS = ("vertical", "horizontal")
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>行の中</title></titleStmt><publicationStmt><p>試験。</p>"
    "</publicationStmt><sourceDesc><p>試験。</p></sourceDesc></fileDesc></teiHeader>"
)


def printed(writing: str, body: str, css: str = "") -> bytes:
    """The PDF of paragraphs in TEI; no finding is tolerated."""
    findings = Findings()
    text = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="ja">{HEADER}<text><body>'
        f'<div type="chapter" xml:id="c1"><head xml:id="h1">題</head>{body}</div></body></text></TEI>'
    )
    root = tei.parse(text.encode(), "text.xml", findings)
    rendering = render(root, findings, writing=writing)  # type: ignore[arg-type]
    made = make(rendering, Layout(writing=writing), findings, user_css=css)  # type: ignore[arg-type]
    assert not list(findings), list(findings)
    return made.data


def extracted(data: bytes, folder: Path) -> str:
    """The text as pdftotext reads it without options, without white space and form feeds."""
    (folder / "page.pdf").write_bytes(data)
    done = subprocess.run(["pdftotext", folder / "page.pdf", "-"], capture_output=True, check=True, text=True)
    return re.sub(r"\s", "", done.stdout)


class Drawn:
    """The glyphs of the chapter's first page; places in em of the text from the page's top left corner."""

    EM = 9.5 * 25.4 / 72

    def __init__(self, writing: str, body: str, css: str = "") -> None:
        findings = Findings()
        self.vertical = writing == "vertical"
        self.page = read(printed(writing, body, css), findings).pages[1]
        assert not list(findings)

    def find(self, text: str) -> list[tuple[float, float, float]]:
        """(along the line, across it towards the next line, size) of every glyph with this text."""
        return [
            (
                (glyph.y if self.vertical else glyph.x) / self.EM,
                (-glyph.x if self.vertical else glyph.y) / self.EM,
                glyph.size / self.EM,
            )
            for glyph in self.page.glyphs
            if glyph.text == text
        ]

    def one(self, text: str) -> tuple[float, float, float]:
        """The one glyph with this text."""
        (found,) = self.find(text)
        return found


def across(vertical: bool, own: float) -> float:
    """From a base's baseline (or centre) to that of something of the size ``own`` solid above it, in em."""
    return 0.5 + own / 2 if vertical else 0.88 + 0.12 * own


@pytest.mark.parametrize("writing", WRITINGS)
def test_reading_stands_beside_its_word(writing: str) -> None:
    """Typography, points 23 and 25: half size, centred, solid on the side of the line above (JLReq 3.3.5)."""
    drawn = Drawn(writing, "<p>これは<ruby><rb>植</rb><rt>ウ</rt></ruby>です。</p>")
    base, reading = drawn.one("植"), drawn.one("ウ")
    assert reading[2] == pytest.approx(0.5, abs=0.01)
    assert reading[0] - base[0] == pytest.approx(0.25, abs=0.01)
    assert base[1] - reading[1] == pytest.approx(across(drawn.vertical, 0.5), abs=0.02)


@pytest.mark.parametrize("writing", WRITINGS)
def test_second_reading_stands_on_the_other_side(writing: str) -> None:
    """JLReq 3.3.1: dual ruby."""
    body = '<p>これは<ruby><rb>植</rb><rt>ウ</rt><rt place="left">エ</rt></ruby>です。</p>'
    drawn = Drawn(writing, body)
    base, above, below = drawn.one("植"), drawn.one("ウ"), drawn.one("エ")
    assert below[0] == pytest.approx(above[0], abs=0.01)
    assert above[1] < base[1] < below[1]


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize(
    ("word", "leading", "fits"),
    [
        ('<ruby><rb>植</rb><rt>ウ</rt><rt place="left">エ</rt></ruby>', 1.7, False),
        ('<ruby><rb>植</rb><rt>ウ</rt><rt place="left">エ</rt></ruby>', 2.0, True),
        ("<ruby><rb>植</rb><rt>ウ</rt></ruby>", 1.7, True),
        ('<hi rend="large"><ruby><rb>植</rb><rt>ウ</rt></ruby></hi>', 1.7, False),
        ('<hi rend="large"><ruby><rb>植</rb><rt>ウ</rt></ruby></hi>', 2.4, True),
        ('<hi rend="emphasis circle">植樹</hi><hi rend="emphasis circle under">木と木</hi>', 1.7, False),
        ('<hi rend="emphasis circle">植</hi>木', 1.7, True),
    ],
)
def test_what_does_not_fit_between_lines_is_named(
    writing: str, word: str, leading: float, fits: bool
) -> None:
    """The lines keep their distance; nothing is silently printed over something else."""
    findings = Findings()
    text = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="ja">{HEADER}<text><body><div type="chapter" '
        f'xml:id="c1"><head xml:id="h1">題</head><p>{word * 150}</p></div></body></text></TEI>'
    )
    root = tei.parse(text.encode(), "text.xml", findings)
    rendering = render(root, findings, writing=writing)  # type: ignore[arg-type]
    layout = Layout(writing=writing, leading=leading)  # type: ignore[arg-type]
    make(rendering, layout, findings, user_css=".large{font-size:150%}")
    named = [found.message for found in findings]
    assert [message.startswith("does not fit between the lines: 「") for message in named] == [True] * (
        not fits
    )


@pytest.mark.parametrize("writing", WRITINGS)
def test_compound_word_shares_the_room(writing: str) -> None:
    """JLReq appendix F: the third character of the first reading stands over the second base."""
    pair = "<ruby><rb>凝</rb><rt>ぎょう</rt></ruby><ruby><rb>視</rb><rt>し</rt></ruby>"
    joined = Drawn(writing, f'<p>漢<seg type="jukugo">{pair}</seg>漢</p>')
    parted = Drawn(writing, f"<p>漢{pair}漢</p>")
    assert joined.one("視")[0] - joined.one("凝")[0] == pytest.approx(1, abs=0.01)
    assert parted.one("視")[0] - parted.one("凝")[0] > 1.2


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize(
    ("rend", "mark"),
    [
        ("emphasis", None),
        ("emphasis dot", "•"),
        ("emphasis open-dot", "◦"),
        ("emphasis circle", "●"),
        ("emphasis open-circle", "○"),
        ("emphasis double-circle", "◉"),
        ("emphasis open-double-circle", "◎"),
        ("emphasis triangle", "▲"),
        ("emphasis open-triangle", "△"),
        ("emphasis sesame", "﹅"),
        ("emphasis open-sesame", "﹆"),
    ],
)
def test_marks_of_emphasis(writing: str, rend: str, mark: str | None) -> None:
    """Typography, point 27: half size, centred, one for each character (JLReq 3.3.9)."""
    drawn = Drawn(writing, f'<p>これは<hi rend="{rend}">圏、点</hi>です。</p>')
    shown = mark or ("﹅" if drawn.vertical else "•")
    marks = drawn.find(shown)
    assert len(marks) == 2
    for base, sign in zip((drawn.one("圏"), drawn.one("点")), marks, strict=True):
        assert sign[2] == pytest.approx(0.5, abs=0.01)
        assert sign[1] < base[1]
        # A mark narrower than its em is centred by its own width; in vertical lines each has an em of its own.
        assert -0.01 < sign[0] - base[0] < 0.5
        if drawn.vertical:
            assert sign[0] - base[0] == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize("writing", WRITINGS)
def test_marks_of_emphasis_on_the_other_side(writing: str) -> None:
    drawn = Drawn(writing, '<p>これは<hi rend="emphasis circle under">点</hi>です。</p>')
    assert drawn.one("●")[1] > drawn.one("点")[1]


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("under", ["", " under"])
def test_marks_of_emphasis_give_way_to_a_line(writing: str, under: str) -> None:
    """On the side of a line along the text they stand beyond it; a mark fills most of its half em."""
    word = f'<hi rend="emphasis circle{under}">点</hi>'
    away = []
    for body in (word, f'<hi rend="underline">{word}</hi>'):
        drawn = Drawn(writing, f"<p>これは{body}です。</p>")
        away.append(abs(drawn.one("●")[1] - drawn.one("点")[1]))
    crossing = (writing == "vertical") != bool(under)
    assert away[1] - away[0] == pytest.approx(1 / 8 if crossing else 0.0, abs=0.01)


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("style", ["solid", "double", "dotted", "dashed", "wavy"])
def test_line_along_the_text(writing: str, style: str) -> None:
    """傍線: as long as its words, to the right of a vertical line and under a horizontal one."""
    css = f".underline{{text-decoration-style:{style}}}"
    plain = Drawn(writing, "<p>これは傍線です。</p>")
    drawn = Drawn(writing, '<p>これは<hi rend="underline">傍線</hi>です。</p>', css)
    assert len(drawn.page.rules) > len(plain.page.rules)
    rule = drawn.page.rules[-1]
    base = drawn.one("傍")
    middle = (rule.x0 + rule.x1) / 2 / Drawn.EM if drawn.vertical else (rule.y0 + rule.y1) / 2 / Drawn.EM
    if drawn.vertical:
        assert 0.4 < middle + base[1] < 0.8
    else:
        assert 0.1 < middle - base[1] < 0.4


def test_digits_stand_upright_in_one_em() -> None:
    """Typography, point 26: one em square, centred, solid (JLReq 3.2.5)."""
    drawn = Drawn("vertical", '<p>一年は<hi rend="tcy">365</hi>日。</p>')
    before, after = drawn.one("は"), drawn.one("日")
    assert after[0] - before[0] == pytest.approx(2, abs=0.01)
    digits = [glyph for glyph in drawn.page.glyphs if glyph.text in ("3", "6", "5") and glyph.span >= 0]
    assert len(digits) == 3
    assert all(glyph.angle == 0 for glyph in digits)


def test_letters_stand_or_lie_as_the_text_says() -> None:
    """Typography, point 29."""
    drawn = Drawn("vertical", '<p>略語<hi rend="upright">AB</hi>と<hi rend="sideways">ＣＤ</hi>。</p>')
    angles = {glyph.text: glyph.angle for glyph in drawn.page.glyphs}
    assert {angles[char] for char in angles if char in "ABＡＢ"} == {0}
    assert {angles[char] for char in angles if char in "CDＣＤ"} == {90}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("left", range(6))
def test_scripts_are_one_with_their_word(writing: str, left: int) -> None:
    """JLReq 3.9.2, cl-21: H₇O and 表⁸ are not parted, by a line's end or by a space."""
    before = "あ" * ((48 if writing == "vertical" else 34) - left - 2)
    body = f'<p>{before}はH<hi rend="sub">7</hi>Oで、表<hi rend="sup">8</hi>は別。{"い" * 90}</p>'
    drawn = Drawn(writing, body)
    glyphs = [glyph for glyph in drawn.page.glyphs if glyph.text in "H7O表8"]
    at = {glyph.text: (glyph.y if drawn.vertical else glyph.x) / drawn.EM for glyph in glyphs}
    ends = {glyph.text: at[glyph.text] + glyph.advance / drawn.EM for glyph in glyphs}
    assert at["7"] == pytest.approx(ends["H"], abs=0.05)
    assert at["O"] == pytest.approx(ends["7"], abs=0.05)
    assert at["8"] == pytest.approx(at["表"] + 1, abs=0.05)
    angles = {glyph.text: glyph.angle for glyph in glyphs}
    assert [angles[char] for char in "H7O8"] == ([90, 90, 90, 0] if drawn.vertical else [0, 0, 0, 0])


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_dash_between_words_is_as_wide_as_it_is_drawn(writing: str) -> None:
    """Typography, point 21: on either side of it is a word space, a third of an em, and no more."""
    drawn = Drawn(writing, "<p>あるz – xいる</p>")
    at = {}
    for glyph in drawn.page.glyphs:
        if glyph.text in "z–x":
            start = (glyph.y if drawn.vertical else glyph.x) / drawn.EM
            at[glyph.text] = (start, start + glyph.advance / drawn.EM)
    assert at["–"][0] - at["z"][1] == pytest.approx(1 / 3, abs=0.01)
    assert at["x"][0] - at["–"][1] == pytest.approx(1 / 3, abs=0.01)


@pytest.mark.parametrize("writing", WRITINGS)
def test_warichu_stands_in_two_rows(writing: str) -> None:
    """Typography, point 28: two rows without a gap between, balanced (JLReq 3.4)."""
    drawn = Drawn(writing, '<p>本文<seg type="warichu">甲乙丙丁</seg>つづく。</p>')
    first, second = drawn.one("甲"), drawn.one("丙")
    assert first[2] == second[2] == pytest.approx(0.6, abs=0.01)
    assert first[0] == pytest.approx(second[0], abs=0.01)
    assert second[1] - first[1] == pytest.approx(0.6, abs=0.01)
    assert drawn.one("つ")[0] - first[0] == pytest.approx(1.2, abs=0.01)


@pytest.mark.parametrize("writing", WRITINGS)
def test_warichu_that_goes_on_reaches_the_end_of_its_line(writing: str) -> None:
    """Typography, point 17: both rows of a line that is all warichu, and of one that is half text."""
    drawn = Drawn(writing, f'<p>本文がある<seg type="warichu">{"割注のなかの字" * 40}</seg>つづく。</p>')
    small = [glyph for glyph in drawn.page.glyphs if glyph.size < 0.9 * drawn.EM]
    along = [(glyph.y if drawn.vertical else glyph.x) / drawn.EM for glyph in small]
    rows: dict[float, list[float]] = {}
    for glyph, at in zip(small, along, strict=True):
        rows.setdefault(round((glyph.x if drawn.vertical else glyph.y) / drawn.EM, 1), []).append(at + 0.6)
    ends = [max(row) for row in rows.values() if len(row) > 20]
    text = [(glyph.y if drawn.vertical else glyph.x) / drawn.EM for glyph in drawn.page.glyphs]
    measure = 48 if drawn.vertical else 34
    start = min(text)
    assert len(ends) >= 4
    assert ends[:-2] == pytest.approx([start + measure] * len(ends[:-2]), abs=0.01)


@pytest.mark.parametrize("writing", WRITINGS)
def test_kunten_share_the_place_after_their_character(writing: str) -> None:
    """返り点 and 送り仮名: half size, one in either half of the line."""
    body = '<p>習<seg type="okurigana">フ</seg><seg type="kaeriten">レ</seg>之。</p>'
    drawn = Drawn(writing, body)
    base, kana, mark = drawn.one("習"), drawn.one("フ"), drawn.one("レ")
    assert kana[2] == mark[2] == pytest.approx(0.5, abs=0.01)
    assert kana[0] == pytest.approx(mark[0], abs=0.01)
    assert kana[1] < mark[1]
    assert drawn.one("之")[0] - base[0] == pytest.approx(1.5, abs=0.01)


@pytest.mark.parametrize("writing", WRITINGS)
def test_older_forms_by_css(writing: str) -> None:
    """JIS forms by font-variant-east-asian: another glyph, the same text."""
    body = '<p>これは<hi rend="emphasis">辻</hi>です。</p>'
    plain = printed(writing, body, "em{}")
    older = printed(writing, body, "em{font-variant-east-asian:jis83}")
    assert plain != older
    for data in (plain, older):
        glyphs = read(data, Findings()).pages[1].glyphs
        assert [glyph.text for glyph in glyphs].count("辻") == 1


EVERYTHING = (
    '<p>これは<ruby><rb>植字</rb><rt>しょくじ</rt></ruby>の<hi rend="emphasis">試し</hi>で、一年は'
    '<hi rend="tcy">365</hi>日ある。<hi rend="underline">傍線</hi>の後に「括弧」、「括弧」と続き、'
    '<seg type="jukugo"><ruby><rb>凝</rb><rt>ぎょう</rt></ruby><ruby><rb>視</rb><rt>し</rt></ruby></seg>する'
    'と<ref type="noteref" target="#n1">（１）</ref><note type="author" place="foot" n="1" xml:id="n1">注である。'
    "</note>、行は次の行へ移り、また次の行へ移る。</p>"
)


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_line_is_extracted_in_its_order(writing: str, tmp_path: Path) -> None:
    """Typography, point 43: pdftotext without options reads the edition's text, readings aside."""
    text = extracted(printed(writing, EVERYTHING), tmp_path)
    for part in (
        "これは植字の試しで、一年は365日ある。傍線の後に「括弧」、「括弧」と続き、凝視すると",
        "凝視すると（１）、行は次の行へ移り、また次の行へ移る。",
        "注である。",
    ):
        assert part in text


@pytest.mark.parametrize("writing", WRITINGS)
def test_readings_as_text_and_as_elements_are_the_same(writing: str) -> None:
    """A reading becomes plain text on its way to the page, unless the edition's CSS has a word on it."""
    body = (
        "<p>これは<ruby><rb>植字</rb><rt>しょくじ</rt></ruby>の<ruby><rb>頭</rb><rt>あたま</rt></ruby>が"
        '<seg type="jukugo"><ruby><rb>凝</rb><rt>ぎょう</rt></ruby><ruby><rb>視</rb><rt>し</rt></ruby></seg>'
        "するところである。</p>"
    )

    def drawn(css: str) -> list[tuple[str, float, float, float]]:
        glyphs = read(printed(writing, body, css), Findings()).pages[1].glyphs
        return [(glyph.text, round(glyph.x, 2), round(glyph.y, 2), round(glyph.size, 2)) for glyph in glyphs]

    assert drawn("") == drawn("rt{}")
    assert drawn("") != drawn("rt{font-size:40%}")


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize(
    "around",
    [
        '<seg type="warichu">割注の{}続き</seg>',
        "<ruby><rb>植字{}</rb><rt>しょくじ</rt></ruby>",
        '習<seg type="okurigana">フ{}</seg>',
    ],
    ids=["warichu", "ruby", "kunten"],
)
def test_a_note_called_inside_is_not_lost(writing: str, around: str, tmp_path: Path) -> None:
    """Whatever is set as one, a note that is called in it stands on the page."""
    call = (
        '<ref type="noteref" target="#n1">（１）</ref>'
        '<note type="author" place="foot" n="1" xml:id="n1">失われない注。</note>'
    )
    text = extracted(printed(writing, f"<p>本文に{around.format(call)}がある。</p>"), tmp_path)
    assert "失われない注。" in text


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_note_set_in_the_line_follows_its_label(writing: str) -> None:
    """Typography, point 17: no white between them, at which a line could end short."""
    body = (
        f'<p>{"字" * 26}<ref type="noteref" target="#n1">（１）</ref>'
        f'<note type="author" place="foot" n="1" xml:id="n1">{"注" * 60}</note>。</p>'
    )
    findings = Findings()
    text = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="ja">{HEADER}<text><body>'
        f'<div type="chapter" xml:id="c1"><head xml:id="h1">題</head>{body}</div></body></text></TEI>'
    )
    root = tei.parse(text.encode(), "text.xml", findings)
    rendering = render(root, findings, writing=writing)  # type: ignore[arg-type]
    layout = Layout(writing=writing, measure=34, notes={"author": "inline"})  # type: ignore[arg-type]
    glyphs = read(make(rendering, layout, findings).data, findings).pages[1].glyphs
    assert not list(findings), list(findings)
    assert "".join(glyph.text for glyph in glyphs).count("\u3000") == 0


@pytest.mark.parametrize("writing", WRITINGS)
def test_transparent_text_is_all_there(writing: str) -> None:
    """What opacity paints as one group reaches over the whole page, also where the page is turned."""

    def ink(css: str) -> tuple[int, int, int, int] | None:
        page = pypdfium2.PdfDocument(printed(writing, f"<p>{'透けて見える字' * 300}</p>", css))[1]
        seen = ImageOps.invert(page.render(scale=0.5).to_pil().convert("L"))
        # Below what a vertical page is wide: its folio stands lower still.
        return seen.crop((0, seen.width, seen.width, round(0.9 * seen.height))).getbbox()

    assert ink("p{opacity:.5}") == pytest.approx(ink(""), abs=2)


@pytest.mark.parametrize("writing", WRITINGS)
def test_sizes_and_spaces_of_ones_own(writing: str) -> None:
    """Type of no size shows nothing; letter-spacing counts at a ruby's end, too."""
    word = "<ruby><rb>植字</rb><rt>しょくじ</rt></ruby>"
    Drawn(writing, f"<p>これは{word}です。</p>", "p{font-size:0}")
    drawn = Drawn(writing, f"<p><hi rend='e'>{word}と</hi>です。</p>", ".e{letter-spacing:.25em}")
    assert drawn.one("と")[0] - drawn.one("字")[0] >= 1.24
    plain = Drawn(writing, "<p>これは<hi rend='s'>消した文字</hi>です。</p>")
    struck = Drawn(
        writing, "<p>これは<hi rend='s'>消した文字</hi>です。</p>", ".s{text-decoration:line-through}"
    )
    assert len(struck.page.rules) > len(plain.page.rules)
