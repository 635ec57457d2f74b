"""Formats are told from the content; a name decides only between two that are as likely."""

from __future__ import annotations

import pytest

from edition.diagnostics import Findings, Unusable
from edition.ingest import FORMATS, ingest
from edition.ingest.recognise import load, recognise

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>活字</p></body></text></TEI>'
SOURCES = {
    "pdf-text": "　活字は箱に並ぶ。\n　植字工は一つずつ拾う。\n".encode(),
    "aozora": "活字\n\n　植字工《しょくじこう》は拾う。［＃改ページ］\n\n底本：「活字」\n".encode(
        "shift_jis"
    ),
    "markdown": "# 活字\n\n- **箱**に並ぶ。[^1]\n- 拾う。\n\n[^1]: 注。\n".encode(),
    "tei": TEI.encode(),
}


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("file", ["source.txt", "source", "source.docx"])
def test_the_content_decides(name: str, file: str) -> None:
    findings = Findings()
    assert recognise(SOURCES[name], file, findings) == name
    assert list(findings) == []


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_keeps_the_contract(name: str) -> None:
    reader = load(name)
    assert name == reader.NAME
    for data in (b"", b"\0", b"\xff\xfe", *SOURCES.values()):
        assert 0 <= reader.recognise(data, "source") <= 1


def test_what_was_asked_for_is_done() -> None:
    made = ingest(SOURCES["markdown"], "source.md", Findings(), format="pdf-text")
    assert made.format == "pdf-text"
    assert "**箱**" in made.data.decode()
    with pytest.raises(ValueError, match="pages"):
        ingest(b"x", "x", Findings(), format="pages")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><body>x</body></html>", "ING-005"),
        (b"", "ING-001"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "ING-002"),
    ],
)
def test_what_is_of_no_format_is_one_finding(data: bytes, code: str) -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        ingest(data, "source", findings)
    assert [one.code for one in findings] == [code]
