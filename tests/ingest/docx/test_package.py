"""The container: both forms of the standard, what is missing or damaged, and what means harm."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile

import pytest

from edition.diagnostics import Findings, Unusable
from edition.ingest import docx as reader
from tests.ingest.docx.make import (
    PNG,
    STRICT_R,
    STRICT_W,
    W,
    archive,
    call,
    docx,
    footnote,
    p,
    parts,
    picture,
    r,
)
from tests.ingest.docx.reading import read

RICH = docx(
    p("題", "T") + p("章", "H1") + p(r("文") + call(2) + r("。")) + p(picture("image1", "絵")),
    footnotes=footnote(2, "注"),
    media={"image1.png": PNG},
    core="<dc:title>題</dc:title><dc:creator>著者</dc:creator><dc:language>ja-JP</dc:language>",
)


def fails(data: bytes) -> str:
    """The code with which a file is refused."""
    findings = Findings()
    with pytest.raises(Unusable):
        reader.read(data, "source.docx", findings)
    assert findings.errors[-1].hint
    return findings.errors[-1].code


def test_properties() -> None:
    about = read(RICH).reading.about
    assert (about.title, about.creator, about.language) == ("題", "著者", "ja")


@pytest.mark.parametrize(
    ("said", "words", "language"),
    [("ja-JP", "かな", "ja"), ("zh-CN", "かな", "ja"), ("zh-CN", "漢字", "zh-CN"), ("en-US", "word", "en-US"),
     ("", "かな", "ja"), ("ja-JP", "word", ""), ("日本語", "かな", "ja")],
)  # fmt: skip
def test_a_language_is_believed_where_the_words_can_be_of_it(said: str, words: str, language: str) -> None:
    found = read(docx(p(words), core=f"<dc:language>{said}</dc:language>"))
    assert found.reading.about.language == language


def test_the_strict_form_is_read_alike() -> None:
    strict = {
        name: data.replace(W.encode(), STRICT_W.encode()).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", STRICT_R.encode()
        )
        for name, data in parts(p("章", "H1") + p(r("文") + call(2)), footnotes=footnote(2, "注")).items()
    }
    plain = docx(p("章", "H1") + p(r("文") + call(2)), footnotes=footnote(2, "注"))
    assert read(archive(strict)).xml == read(plain).xml


def test_a_macro_document_by_its_type_and_other_names_of_its_main_part() -> None:
    contents = parts(p("文"))
    contents["word/text.xml"] = contents.pop("word/document.xml")
    contents["word/_rels/text.xml.rels"] = contents.pop("word/_rels/document.xml.rels")
    contents["_rels/.rels"] = contents["_rels/.rels"].replace(b"word/document.xml", b"/word/text.xml")
    contents["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    assert "<p>文</p>" in read(archive(contents)).xml
    del contents["_rels/.rels"]
    contents["[Content_Types].xml"] = (
        contents["[Content_Types].xml"]
        .replace(b"/word/document.xml", b"/word/text.xml")
        .replace(
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            b"vnd.ms-word.document.macroEnabled.main",
        )
    )
    assert "<p>文</p>" in read(archive(contents)).xml


def test_utf_16_parts() -> None:
    contents = parts(p("文"))
    text = contents["word/document.xml"].decode()
    contents["word/document.xml"] = ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")
    assert "<p>文</p>" in read(archive(contents)).xml


@pytest.mark.parametrize(
    "gone", ["word/styles.xml", "word/footnotes.xml", "_rels/.rels", "[Content_Types].xml"]
)
def test_a_missing_part_is_no_end(gone: str) -> None:
    contents = parts(p("章", "H1") + p(r("文") + call(2)), footnotes=footnote(2, "注"))
    del contents[gone]
    found = read(archive(contents))
    assert "文" in found.xml
    if gone == "word/footnotes.xml":
        assert found.codes == ["ING-145", "ING-146"]
        assert '<ref type="note" subtype="unresolved">＊</ref>' in found.xml


def test_a_note_that_nothing_calls_is_kept() -> None:
    found = read(docx(p("文"), footnotes=footnote(2, "注")))
    assert found.codes == ["ING-146"]
    assert "注" in found.xml


def test_pictures_that_no_book_shows_are_told_of() -> None:
    body = p("文") + p(picture("image1", "絵")) + p(picture("gone")) + p(picture("image2"))
    found = read(docx(body, media={"image1.emf": b"\x01\x00\x00\x00" + bytes(60), "image2.png": b"?"}))
    assert found.codes == ["ING-147"] * 3
    assert "<figure><figDesc>絵</figDesc></figure>" in found.xml
    assert found.reading.pictures == {}


def test_names_that_climb_are_just_names() -> None:
    contents = parts(p("文") + p(picture("image1")), media={"image1.png": PNG})
    rels = "word/_rels/document.xml.rels"
    contents[rels] = contents[rels].replace(b"media/image1.png", b"../../../../etc/passwd")
    found = read(archive(contents))
    assert found.codes == ["ING-147"]


def test_parts_that_are_no_xml_or_declare_entities() -> None:
    for data in (
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document/>',
        b"<w:document",
        b"\xff\xfe\x00",
        b"<a>" * 100_000,
    ):
        contents = parts(p("文"))
        contents["word/document.xml"] = data
        assert fails(archive(contents)) == "ING-144"
        contents = parts(p("文"))
        contents["word/styles.xml"] = data
        assert read(archive(contents)).codes == ["ING-145"]


def test_deep_documents_are_read_or_refused() -> None:
    deep = p("底")
    for _ in range(25):
        deep = f"<w:tbl><w:tr><w:tc>{deep}</w:tc></w:tr></w:tbl>"
    found = read(docx(p("頭") + deep))
    assert found.xml.count("<cell>") == 25
    sdt = "<w:sdt><w:sdtContent>" * 100 + r("底") + "</w:sdtContent></w:sdt>" * 100
    assert "底" in read(docx(p(sdt))).xml
    assert fails(docx("<w:sdt>" * 300 + "</w:sdt>" * 300)) == "ING-144"


def test_other_archives_and_other_files() -> None:
    assert fails(archive({"xl/workbook.xml": b"<workbook/>"})) == "ING-142"
    assert fails(docx("")) == "ING-142"
    assert fails(b"PK\x03\x04 and no more") == "ING-140"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert fails(ole) == "ING-141"
    assert fails(ole + "EncryptedPackage".encode("utf-16-le")) == "ING-141"


def test_an_encrypted_archive() -> None:
    data = bytearray(RICH)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    assert fails(bytes(data)) == "ING-141"


def test_bombs_are_refused_before_they_burst() -> None:
    before = time.process_time()
    contents = parts(p("文"))
    contents["word/document.xml"] = b"<w:document>" + b" " * (129 << 20) + b"</w:document>"
    assert fails(archive(contents)) == "ING-143"
    contents["word/document.xml"] = b"<a>" + b"<b/>" * 11_000_000 + b"</a>"
    assert fails(archive(contents)) == "ING-143"
    # A size in the directory that is not the truth.
    lying = bytearray(archive(contents))
    at = lying.find(b"PK\x01\x02")
    while at >= 0:
        lying[at + 24 : at + 28] = struct.pack("<I", 10)
        at = lying.find(b"PK\x01\x02", at + 4)
    assert fails(bytes(lying)) in ("ING-140", "ING-142", "ING-143", "ING-144")
    assert time.process_time() - before < 20


def test_a_million_entries_are_not_listed() -> None:
    entry = b"PK\x01\x02" + bytes(42)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, len(entry) * 1_000_000, 4, 0)
    before = time.process_time()
    assert fails(b"PK\x03\x04" + entry * 1_000_000 + end) == "ING-143"
    assert time.process_time() - before < 2


def test_truncated_at_any_place() -> None:
    for cut in range(0, len(RICH), max(1, len(RICH) // 60)):
        findings = Findings()
        try:
            reader.read(RICH[:cut], "source.docx", findings)
        except Unusable:
            assert findings.errors
        else:
            raise AssertionError(f"read at {cut} of {len(RICH)} bytes")


@pytest.mark.parametrize("seed", range(120))
def test_flipped_bytes_give_a_reading_or_a_finding(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(RICH)
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    reads_or_says(bytes(data))


@pytest.mark.parametrize("seed", range(120))
def test_damaged_markup_gives_a_reading_or_a_finding(seed: int) -> None:
    """Damage inside of the parts, in archives that are sound: elements taken out, doubled, moved."""
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(RICH)) as source:
        contents = {name: source.read(name) for name in source.namelist()}
    name = chance.choice([one for one in contents if one.endswith((".xml", ".rels"))])
    pieces = contents[name].split(b"<")
    for _ in range(chance.randint(1, 4)):
        here, there = chance.randrange(1, len(pieces)), chance.randrange(1, len(pieces))
        match chance.randrange(4):
            case 0:
                pieces.insert(here, pieces[there])
            case 1:
                pieces[here] = pieces[there]
            case 2:
                pieces[here] = pieces[here].replace(b'"', b"", 1)
            case 3:
                pieces[here] = pieces[here].replace(b"w:", b"w:x", 1)
    contents[name] = b"<".join(pieces)
    reads_or_says(archive(contents))


def reads_or_says(data: bytes) -> None:
    findings = Findings()
    try:
        reader.read(data, "source.docx", findings)
    except Unusable:
        assert findings.errors
    else:
        read(data)


def test_recognised_by_content() -> None:
    assert reader.recognise(RICH, "x.bin") == 1.0
    assert reader.recognise(b"PK\x03\x04", "a.docx") > 0.5 > reader.recognise(b"PK\x03\x04", "a.zip")
    assert reader.recognise(archive({"xl/workbook.xml": b"x"}), "x.docx") == 0.0
    assert reader.recognise(b"%PDF-1.7", "x.docx") == 0.0


def test_a_text_that_was_called_a_document_of_word_is_told_so() -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        reader.read("# 題\n".encode(), "a.md", findings)
    assert [(one.code, one.message) for one in findings] == [
        ("ING-140", "this is no archive, as files of Word are")
    ]
