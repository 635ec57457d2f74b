"""Safe parsing: one clear finding for each thing that is not a TEI document in UTF-8."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.diagnostics import Findings, Unusable
from edition.tei import parse, serialize, t

GOOD = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>活字</text></TEI>'
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "箱" * 10}">' for n in range(12))

CASES = {
    "empty": (b"", "TEI-001", 0, 0),
    "only white space": (b" \n\t\n", "TEI-001", 0, 0),
    "only a byte order mark": (b"\xef\xbb\xbf", "TEI-001", 0, 0),
    "UTF-16": (GOOD.encode("utf-16"), "TEI-002", 0, 0),
    "Shift_JIS": ("<TEI>\n活字</TEI>".encode("shift_jis"), "TEI-002", 2, 1),
    "declared as Shift_JIS": (b'<?xml version="1.0" encoding="Shift_JIS"?><TEI/>', "TEI-002", 0, 0),
    "binary": (b"<TEI>\n\0\x01</TEI>", "TEI-002", 2, 0),
    "a DOCTYPE": (b"<?xml version='1.0'?>\n<!DOCTYPE TEI SYSTEM 'tei.dtd'><TEI/>", "TEI-003", 2, 0),
    "an external entity": (
        b'<!-- c -->\n<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI>&x;</TEI>',
        "TEI-003",
        2,
        0,
    ),
    "nested entities": (f"<!DOCTYPE TEI [{ENTITIES}]><TEI>&e11;</TEI>".encode(), "TEI-003", 1, 0),
    "an unclosed element": (b"<TEI>\n<text>\n</TEI>", "TEI-004", 3, 7),
    "an entity that is not declared": (b"<TEI>\n  a&nbsp;b</TEI>", "TEI-004", 2, 10),
    "text without an element": ("活字".encode(), "TEI-004", 1, 1),
}


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_read_is_one_finding(name: str) -> None:
    data, code, line, column = CASES[name]
    findings = Findings()

    with pytest.raises(Unusable):
        parse(data, "text.xml", findings)

    (finding,) = findings
    assert finding.code == code
    assert (finding.where.file, finding.where.line, finding.where.column) == ("text.xml", line, column)
    assert finding.hint


def test_a_byte_order_mark_is_no_fault() -> None:
    findings = Findings()
    assert parse(b"\xef\xbb\xbf" + GOOD.encode(), "text.xml", findings).tag == t("TEI")
    assert list(findings) == []


def test_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    # XInclude and stylesheets are not followed either: they are only elements and instructions.
    data = (
        f'<?xml-stylesheet href="{secret.as_uri()}"?>'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<xi:include href="{secret.as_uri()}" parse="text"/></TEI>'
    )
    root = parse(data.encode(), "text.xml", Findings())
    assert "secret" not in "".join(str(piece) for piece in root.itertext())


def test_serializing_is_stable_and_adds_nothing_to_mixed_content() -> None:
    source = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><p>活字<hi>は</hi>\u3000箱 </p>'
        "<lg><l>一</l><l>二</l></lg><quote><p>引用</p></quote></div></body></text></TEI>"
    )
    once = serialize(parse(source.encode(), "text.xml", Findings()))
    again = serialize(parse(once, "text.xml", Findings()))

    assert once == again
    assert once.endswith(b"\n")
    text = once.decode()
    assert "<p>活字<hi>は</hi>\u3000箱 </p>" in text
    assert "<quote><p>引用</p></quote>" in text
    assert "<lg>\n          <l>一</l>" in text


def test_serializing_leaves_the_tree_alone() -> None:
    root = parse(GOOD.encode(), "text.xml", Findings())
    before = [(element.text, element.tail) for element in root.iter()]
    serialize(root)
    assert [(element.text, element.tail) for element in root.iter()] == before


def test_text_between_blocks_is_not_thrown_away() -> None:
    # Not valid, but it is the editor's: validation reports it, writing must not lose it.
    odd = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>迷い子<p>段落</p></body></text></TEI>'
    assert "<body>迷い子<p>段落</p></body>" in serialize(parse(odd.encode(), "x", Findings())).decode()
