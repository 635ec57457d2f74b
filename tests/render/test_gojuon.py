"""The order of the kana, and the index that stands in it."""

from __future__ import annotations

import pytest

from edition import tei
from edition.diagnostics import Findings
from edition.render import gojuon, index
from edition.render.wanted import Matter

#: In order, by JIS X 4061: rows, then voicing, then ー, iteration, small kana, script.
ORDERED = (
    "あい アイ あいう アーク ああさ あかし かき かぎ がき がぎ きしゃ きしや きょう コーヒー こうひい さとう さとし "
    "じしょ しんぶん つき つぎ づき はは ばば ぱぱ ひびき ほん ぼん みすず みすゞ よう りろん ゐど をとめ"
).split()


@pytest.mark.parametrize("words", [ORDERED[::-1], ORDERED[::2] + ORDERED[1::2], sorted(ORDERED)])
def test_the_order_of_the_kana(words: list[str]) -> None:
    """Whatever order they come in."""
    found = sorted(words, key=gojuon.key)
    letters = [gojuon.key(word)[1] for word in found]
    assert letters == sorted(letters)
    assert found.index("かき") < found.index("かぎ") < found.index("がき") < found.index("がぎ")
    assert found.index("はは") < found.index("ばば") < found.index("ぱぱ")
    assert found.index("きしゃ") < found.index("きしや") < found.index("きょう")
    assert found.index("あい") < found.index("アイ") < found.index("あいう")
    assert found.index("コーヒー") < found.index("さとう")


@pytest.mark.parametrize(
    ("reading", "row"),
    [("あおい", "あ"), ("ガラス", "か"), ("ぱん", "は"), ("ゐど", "わ"), ("ヴェルヌ", "あ"), ("んだ", "わ")],
)
def test_rows(reading: str, row: str) -> None:
    assert gojuon.row(reading) == row


def test_what_has_no_reading_comes_last() -> None:
    words = ["漢字", "TeX", "かな", "Ålesund"]
    assert sorted(words, key=gojuon.key) == ["かな", "Ålesund", "TeX", "漢字"]
    assert [gojuon.row("", word) for word in ("TeX", "漢字")] == [gojuon.LATIN, gojuon.OTHER]


def _marked(body: str, **readings: str) -> tuple[list[index.Entry], list[str]]:
    text = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>題</title></titleStmt>'
        "<publicationStmt><p>試験。</p></publicationStmt><sourceDesc><p><persName>校正</persName></p></sourceDesc></fileDesc>"
        f'</teiHeader><text><body><div type="chapter"><head>章</head><p>{body}</p></div></body></text></TEI>'
    )
    findings = Findings()
    root = tei.parse(text.encode(), "text.xml", findings)
    wanted = Matter(index=("persons", "terms"), readings=readings)
    marked, entries = index.mark(root, wanted, findings)
    assert marked is not root
    ids = {
        element.get("{http://www.w3.org/XML/1998/namespace}id")
        for element in marked.iter("{*}persName", "{*}term")
    }
    assert {place for entry in entries for place in entry.places} <= ids
    return entries, [one.code for one in findings]


def test_entries_by_key_and_by_words() -> None:
    """One key is one entry, however it is written there; what has none is one where it is written alike."""
    entries, codes = _marked(
        '<persName key="k">漱石</persName><persName key="k">夏目漱石</persName><term>活字</term><persName>鴎外</persName>'
        "<term>活字</term>",
        漱石="そうせき",
        活字="かつじ",
        鴎外="おうがい",
    )
    assert [(one.words, len(one.places)) for one in entries] == [("鴎外", 1), ("活字", 2), ("漱石", 2)]
    assert codes == []


def test_readings_from_ruby_and_from_another_place() -> None:
    ruby = "<ruby><rb>森</rb><rt>もり</rt></ruby><ruby><rb>鴎外</rb><rt>おうがい</rt></ruby>"
    entries, codes = _marked(
        f'<persName key="m">鴎外</persName><persName key="m">{ruby}</persName><term>ルビ</term>'
    )
    assert [(one.words, one.reading) for one in entries] == [("鴎外", "もりおうがい"), ("ルビ", "ルビ")]
    assert codes == []


def test_what_has_no_reading_is_told() -> None:
    entries, codes = _marked("<term>組版</term><term>あき</term>")
    assert [one.words for one in entries] == ["あき", "組版"]
    assert codes == ["PRT-041"]
