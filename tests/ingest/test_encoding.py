"""Which encoding a text is in, and what is said where that is doubtful or something is broken."""

from __future__ import annotations

import codecs
import random

import pytest

from edition.diagnostics import Findings, Unusable
from edition.ingest import ingest, provenance
from edition.ingest.encoding import guess
from edition.ingest.source import LONGEST_TEXT, decode
from tests.ingest.generate import Style, render, write

TEXT = "第一章　活字\r\n\r\n　活字は箱に並ぶ。植字工は一つずつ拾い、〜と書く。\r\n"
PAGES = render(write(3, Style()), Style())
ENCODINGS = {
    "UTF-8": "utf-8",
    "Shift_JIS": "shift_jis",
    "EUC-JP": "euc_jp",
    "ISO-2022-JP": "iso2022_jp",
}


def _decoded(data: bytes) -> tuple[str, list[str]]:
    findings = Findings()
    return decode(data, "x.txt", findings), [one.code for one in findings]


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_is_read_and_kept_as_it_is(name: str) -> None:
    data = TEXT.encode(ENCODINGS[name])
    assert guess(data).name == name
    assert _decoded(data) == (TEXT, [])


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_is_a_character_of_the_source(mark: bytes) -> None:
    codec = {3: "utf-8"}.get(len(mark), "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be")
    text, codes = _decoded(mark + TEXT.encode(codec))
    assert (text, codes) == ("\ufeff" + TEXT, [])


def test_shift_jis_keeps_to_its_standard_as_far_as_it_goes() -> None:
    assert _decoded("三〜五、活字は箱に並ぶ。".encode("shift_jis"))[0].startswith("三\u301c五")
    # ① is Microsoft's, whose table has another wave dash.
    assert _decoded("三～五①、活字は箱に並ぶ。".encode("cp932"))[0].startswith("三\uff5e五①")


@pytest.mark.parametrize("codec", ["shift_jis", "euc_jp"])
def test_what_is_a_sentence_of_japanese_is_no_matter_of_doubt(codec: str) -> None:
    chance = random.Random(4)
    text = PAGES.replace("\n", "")
    for _ in range(300):
        start = chance.randrange(len(text) - 40)
        piece = text[start : start + 40]
        assert decode(piece.encode(codec, "ignore"), "x", Findings()) == piece.encode(codec, "ignore").decode(
            codec
        )


def test_a_few_bytes_that_could_be_either_are_said_to_be() -> None:
    text, codes = _decoded("ｱｲｳｴ".encode("cp932"))
    assert codes == ["ING-006"]
    assert text


@pytest.mark.parametrize("codec", ["utf-8", "shift_jis", "euc_jp"])
def test_the_byte_that_is_no_character_has_a_place(codec: str) -> None:
    data = "　活字は箱に並ぶ。\n　植字工は".encode(codec) + b"\xff" + "一つずつ拾う。\n".encode(codec) * 9
    findings = Findings()
    with pytest.raises(Unusable):
        decode(data, "x.txt", findings)
    (one,) = findings
    assert one.code == "ING-003"
    assert (one.where.line, one.where.column) == (2, 6)
    assert "0xFF" in one.message


def test_what_was_not_utf_8_is_recorded() -> None:
    made = ingest(TEXT.encode("euc_jp"), "x.txt", Findings())
    assert [one.encoding for one in provenance(made.root)] == ["EUC-JP"]
    plain = ingest(TEXT.encode(), "x.txt", Findings())
    assert [one.encoding for one in provenance(plain.root)] == [""]


def test_any_bytes_are_a_text_or_one_finding() -> None:
    chance = random.Random(9)
    for _ in range(200):
        data = bytearray(TEXT.encode(chance.choice(list(ENCODINGS.values()))))
        for _ in range(chance.randrange(6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        findings = Findings()
        try:
            text = decode(bytes(data[: chance.randrange(1, len(data))]), "x", findings)
        except Unusable:
            assert len(findings.errors) == 1
        else:
            assert text
            assert not findings.errors


def test_a_text_beyond_the_limit_is_refused_undecoded() -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        decode(b"a" * (LONGEST_TEXT + 1), "x", findings)
    assert [one.code for one in findings] == ["ING-090"]


@pytest.mark.parametrize("second", ENCODINGS.values())
@pytest.mark.parametrize("first", ENCODINGS.values())
def test_a_text_that_goes_on_in_another_encoding_is_refused_at_that_line(first: str, second: str) -> None:
    if first == second or "iso2022_jp" in (first, second):
        return  # escapes are bytes of ASCII, and say themselves what follows
    lines = [line for line in PAGES.splitlines(keepends=True) if len(line) > 8]
    half = len(lines) // 2
    whole = "".join(lines[:half]).encode(first, "ignore") + "".join(lines[half:]).encode(second, "ignore")
    findings = Findings()
    with pytest.raises(Unusable):
        decode(whole, "x.txt", findings)
    (one,) = findings
    assert (one.code, one.where.line) == ("ING-003", half + 1)
    assert "goes on as" in one.message


def test_half_width_katakana_are_no_other_encoding() -> None:
    text = "活字は箱に並ぶ。植字工は一つずつ拾う。\nｶﾂｼﾞﾊﾊｺﾆﾅﾗﾌﾞ｡ｼｮｸｼﾞｺｳﾊﾋﾛｳ｡\n" * 20
    assert _decoded(text.encode("cp932")) == (text, [])
