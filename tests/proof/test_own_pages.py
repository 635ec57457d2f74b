"""Small editions with everything that stands in a line: what we set soundly is not held against us."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from edition.diagnostics import Findings
from edition.project.build import Wishes, build
from edition.proof import Report, proof
from tests.proof.pages import said

WRITINGS = pytest.mark.parametrize("writing", ["vertical", "horizontal"])

SENTENCES = (
    "活字を拾う人の指は、箱の中の字の場所を覚えている。",
    "朝の光が机の上に落ちるころ、二人は黙って仕事にかかる。",
    "「今日は何から始めますか」「見出しからだ」と親方は言った。",
    "鉛は冷たく、紙は白い。インキの匂いが部屋の隅まで満ちている。",
    "余った白は行の中に配られ、足りない白は括弧や読点のうしろから少しずつ引かれていく。",
    "版面の端に立つ行は、どれも同じ長さを持つ。それが約束であった。",
    "（この約束は、今でも守られている）と、古い本の余白に書いてある。",
    "雨の日には紙が伸び、晴れた日には縮む。だから見当は毎朝合わせ直される。",
    "「急ぐことはない」――そう言って、彼は小さな鑷子で一本の込め物を抜いた。",
    "機械が止まると、町の音が急に近くなる。電車、自転車、子どもの声。",
    "夕方になって、ようやく最後の一頁が組み上がった。",
)


def sentences(number: int, first: int = 0) -> str:
    """So many sentences, from one of the list on."""
    return "".join(SENTENCES[(first + 5 * index) % len(SENTENCES)] for index in range(number))


def woven(bits: Sequence[str], paragraphs: int = 10) -> str:
    """Paragraphs in which the bits stand between sentences, each time at other places of their lines."""
    made = []
    for number in range(paragraphs):
        turn = number % len(bits)
        text = SENTENCES[number % len(SENTENCES)]
        for index, bit in enumerate([*bits[turn:], *bits[:turn]]):
            text += bit + SENTENCES[(7 * number + 3 * index) % len(SENTENCES)]
        made.append(f'<p xml:id="p{number}">{text}</p>')
    return "".join(made)


def edition(folder: Path, chapters: Sequence[str], toml: str = "", header: str = "") -> Path:
    """An edition whose chapters have these blocks."""
    folder.mkdir()
    divisions = "".join(
        f'<div type="chapter" xml:id="c{number}"><head xml:id="h{number}">第{number}章　箱と字</head>{blocks}</div>'
        for number, blocks in enumerate(chapters, 1)
    )
    (folder / "text.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>箱</title></titleStmt>'
        "<publicationStmt><p>見本</p></publicationStmt><sourceDesc><p>見本</p></sourceDesc></fileDesc>"
        f"{header}</teiHeader><text><body>{divisions}</body></text></TEI>",
        encoding="utf-8",
    )
    (folder / "edition.toml").write_text(f'[edition]\ntitle = "箱"\n{toml}', encoding="utf-8")
    return folder


def measured(folder: Path, out: Path, writing: str) -> Report:
    """The proof of the edition's PDF."""
    report = build(folder, out, Wishes(formats=("pdf",), writing=writing))  # type: ignore[arg-type]
    assert report.outputs, list(report.findings)
    return proof((out / report.slug / f"{report.slug}.pdf").read_bytes(), Findings())


def seg(kind: str, text: str) -> str:
    return f'<seg type="{kind}">{text}</seg>'


def ruby(base: str, reading: str) -> str:
    return f"<ruby><rb>{base}</rb><rt>{reading}</rt></ruby>"


def kana(text: str) -> str:
    return seg("okurigana", text)


def mark(text: str) -> str:
    return seg("kaeriten", text)


#: What stands in the lines, and a rule at which there must have been places to measure.
INLINE: dict[str, tuple[Sequence[str], int]] = {
    "kunten": (
        (
            f"学{kana('ビテ')}而時{kana('ニ')}習{kana('フ')}{mark('レ')}之{kana('ヲ')}、",
            f"不{kana('ズ')}{mark('レ')}知{kana('ラ')}{mark('二')}老{kana('イ')}之将{kana('ニ')}{mark('一')}至{kana('ラント')}也。",
            f"有{kana('リ')}{mark('下')}能{kana('ク')}為{kana('ス')}{mark('二')}鶏鳴{kana('ヲ')}{mark('一')}者{mark('上')}。",
            f"己{kana('ノ')}所{kana('ハ')}{mark('レ')}不{kana('ル')}{mark('レ')}欲{kana('セ')}、",
        ),
        22,
    ),
    "warichu": (
        (
            seg("warichu", "短い"),
            f"これを割注{seg('warichu', '二行に分かれる注')}という。",
            seg("warichu", "甲"),
            f"紙{seg('warichu', '白い')}と鉛{seg('warichu', '冷たい金属で、活字の材料となるもの')}、",
        ),
        28,
    ),
    "long-ruby": (
        (
            f"彼は{ruby('志', 'こころざし')}、{ruby('承', 'うけたまわ')}、{ruby('詔', 'みことのり')}。",
            f"「{ruby('政', 'まつりごと')}」と{ruby('掌', 'てのひら')}（{ruby('橘', 'たちばな')}）、",
            f"{ruby('炎', 'ほのお')}・{ruby('湖', 'みずうみ')}・{ruby('侍', 'さむらい')}。",
            f"{ruby('古', 'いにしえ')}――{ruby('暁', 'あかつき')}……{ruby('蛤', 'はまぐり')}！",
        ),
        23,
    ),
    "dashes": (
        (
            "the book — a well-made thing — was here, ",
            "pages 10–25, and 1962–1975 年の本、",
            "The whole—every word of it—is set in type. ",
        ),
        8,
    ),
    "half-width": (("甲･乙･丙の三人、「丁･戊」・己、", "ﾊﾟﾘ･ﾛﾝﾄﾞﾝ・東京、", "ジョン・スミス･ジュニア氏、"), 4),
    "round-quotes": (
        (
            "彼は“引用”と言う。",
            "“会話から始まる”文、",
            "これを ‘単’ とする。",
            "“The end” と書く。",
            "「“二重”」である。",
        ),
        20,
    ),
    "pictures": (
        ("絵<g ref='#sign'/>の字", "また<g ref='#wide'/>、", "<g ref='#sign'/><g ref='#sign'/>二つ"),
        17,
    ),
    "emphasis": (
        (
            '<hi rend="emphasis">強調</hi>と<hi rend="emphasis open-circle">白丸、読点</hi>',
            "<emph>重点</emph>",
        ),
        27,
    ),
}


def picture(width: int, height: int) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (
        zlib.compress(b"\0" + b"\x80" * width)
        if height == 1
        else zlib.compress((b"\0" + b"\x80" * width) * height)
    )
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SIGNS = (
    "<encodingDesc><charDecl>"
    '<char xml:id="sign"><figure><graphic url="sign.png"/></figure></char>'
    '<char xml:id="wide"><figure><graphic url="wide.png"/></figure></char>'
    "</charDecl></encodingDesc>"
)


@WRITINGS
@pytest.mark.parametrize("name", INLINE)
def test_what_stands_in_a_line(name: str, writing: str, tmp_path: Path) -> None:
    bits, point = INLINE[name]
    folder = edition(tmp_path / "edition", [woven(bits)], header=SIGNS if name == "pictures" else "")
    if name == "pictures":
        (folder / "sign.png").write_bytes(picture(40, 40))
        (folder / "wide.png").write_bytes(picture(60, 16))
    report = measured(folder, tmp_path / "out", writing)
    assert report.remarks == [], said(report)
    assert report.measured[point] > 0
    # Lines that were read as two, or not to their end, would not fill the measure.
    numbers = report.statistics
    assert numbers["justified_lines"] > numbers["lines"] / 2


@WRITINGS
def test_whole_lines_of_warichu(writing: str, tmp_path: Path) -> None:
    note = seg("warichu", sentences(14, 2))
    blocks = (
        f'<p xml:id="a">{sentences(1)}短く{note}終わる、{sentences(2, 3)}</p><p xml:id="b">{sentences(5)}</p>'
    )
    report = measured(edition(tmp_path / "edition", [blocks]), tmp_path / "out", writing)
    assert report.remarks == [], said(report)
    # The two rows of a line of nothing else are one line.
    assert report.measured[28] >= 3


def noted(place: str, chapter: int) -> str:
    """Paragraphs with a note each."""
    made = []
    for number in range(1, 8):
        name = f"n{chapter}-{number}"
        made.append(
            f'<p xml:id="p{chapter}-{number}">{sentences(2, number)}注の言葉<ref type="noteref" target="#{name}">（{number}）</ref>'
            f'<note type="author" place="{place}" n="{number}" xml:id="{name}"><label>（{number}）</label>'
            f"{sentences(2 + 2 * (number % 3 == 0), number + 3)}</note>。{sentences(2, number + 2)}</p>"
        )
    return "".join(made)


def test_notes_after_their_chapter(tmp_path: Path) -> None:
    folder = edition(tmp_path / "edition", [noted("end", 1), noted("end", 2)])
    report = measured(folder, tmp_path / "out", "horizontal")
    assert report.remarks == [], said(report)
    assert report.measured[41] == 14


@WRITINGS
@pytest.mark.parametrize(("page", "size"), [("A6", 9.5), ("A6", 8), ("A6", 12), ("文庫判", 8)])
def test_small_books_of_short_paragraphs(page: str, size: float, writing: str, tmp_path: Path) -> None:
    chapters = []
    for chapter in (1, 2):
        blocks = "".join(f'<p xml:id="l{chapter}-{char}">{char}</p>' for char in "一二三四五")
        for number in range(1, 6):
            blocks += (
                f'<div type="section" xml:id="s{chapter}-{number}"><head xml:id="t{chapter}-{number}">{number}　節の名</head>'
                f'<p xml:id="p{chapter}-{number}">{sentences(1, number)}一九六二年、{sentences(1, number + 4)}</p>'
                f'<p xml:id="q{chapter}-{number}">{sentences(1, number + 1)}</p></div>'
            )
        chapters.append(blocks)
    toml = f'[layout]\npage = "{page}"\nsize = {size}\n'
    report = measured(edition(tmp_path / "edition", chapters, toml), tmp_path / "out", writing)
    assert report.remarks == [], said(report)
    whole = report.statistics["measure"]
    assert abs(whole - round(whole)) < 0.05


@WRITINGS
@pytest.mark.parametrize("side", ["outer", "after"])
@pytest.mark.parametrize("by", ["page", "section"])
def test_numbers_of_lines(tmp_path: Path, writing: str, side: str, by: str) -> None:
    """They are beside the lines, and no part of them: no calls, no folios, nothing over the measure's end."""
    paragraphs = "".join(f"<p>{sentences(6, number)}</p>" for number in range(12))
    toml = f'[layout]\nline-numbers = {{every = 5, by = "{by}", side = "{side}"}}\n'
    report = measured(edition(tmp_path / "e", [paragraphs, paragraphs], toml), tmp_path / "out", writing)
    assert said(report) == ""


@WRITINGS
def test_numbers_of_lines_near_notes_in_the_margin(tmp_path: Path, writing: str) -> None:
    """They stand nearer to the text there, and as much type is that of notes."""
    note = "<note type='author'>短い注であるが、欄外の行をいくつか取るほどには長い。</note>"
    paragraphs = "".join(
        f"<p>{sentences(2, number)}職人の手{note}は速い。{sentences(2, number + 3)}</p>"
        for number in range(9)
    )
    place = "head" if writing == "vertical" else "side"
    toml = f'[layout]\nline-numbers = true\n[layout.notes]\nauthor = "{place}"\n'
    report = measured(edition(tmp_path / "e", [paragraphs], toml), tmp_path / "out", writing)
    assert said(report) == ""


@WRITINGS
def test_entries_of_an_apparatus(tmp_path: Path, writing: str) -> None:
    """Short entries, each by its line: none is taken for the call's note, or for a line that ends too soon."""
    paragraphs = "".join(
        f"<p>{sentences(3, number)}<app><lem>職人</lem><rdg wit='#wit-甲'>工人</rdg></app>は{sentences(4, number + 4)}</p>"
        for number in range(12)
    )
    toml = '[[witnesses]]\nsiglum = "甲"\n'
    report = measured(edition(tmp_path / "e", [paragraphs], toml), tmp_path / "out", writing)
    assert said(report) == ""
