"""The proof of the ledger: every character that is taken, added or changed in text.xml is found."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from lxml import etree

from edition.diagnostics import Findings, Severity, Unusable
from edition.ingest import Ingested, Tally, audit, ingest, provenance
from edition.tei import parse, serialize, t
from tests.ingest.generate import Style, render, write

STYLE = Style(notes="foot", folio="foot", running_head="活字箱だより", translators=True, rule=True)
SOURCE = """\
　活字は箱に並ぶ。植字工は一つずつ拾い、ステッキという道具（composing
stick）に並べていく。速さは人による１。紙の大きさは外国の本に学んだ。
注はページの下に置かれ、Of the interna-
tional rules they say little and often wrongly２。ここで段落が終わる。
１　Hand press, vol. 2, pp.
10-12.
２　同書。
\f
　次のページの段落である。ここには注がない。
"""


@pytest.fixture(scope="module")
def made() -> Ingested:
    return ingest(SOURCE.encode(), "source.txt", Findings())


@pytest.fixture(scope="module")
def generated() -> tuple[str, Ingested]:
    source = render(write(11, STYLE), STYLE)
    return source, ingest(source.encode(), "g.txt", Findings())


def _strings(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every place in the text that holds characters."""
    text = root.find(t("text"))
    assert text is not None
    for element in text.iter():
        for slot in ("text", "tail"):
            if (getattr(element, slot) or "").strip():
                yield element, slot


def _audited(root: etree._Element, made: Ingested, source: str) -> tuple[Tally, Findings]:
    findings = Findings()
    files = {one.file: source.encode() for one in provenance(root)}
    return audit(root, files, made.ledger_files, findings), findings


def test_all_characters_have_a_place(made: Ingested) -> None:
    ledger = made.ledger
    assert ledger.source == len(SOURCE)
    assert ledger.source == ledger.text + ledger.notes + ledger.furniture
    assert ledger.unaccounted == 0
    # Two notes with their marks; the wrap between "pp." and "10" stands as a space.
    assert ledger.notes == len("１Hand press, vol. 2, pp. 10-12.") + len("２同書。")


def test_it_says_the_same_of_the_file_on_disk(made: Ingested) -> None:
    root = parse(serialize(made.root), "text.xml", Findings())
    ledger, findings = _audited(root, made, SOURCE)
    assert ledger == made.ledger
    assert list(findings) == []


def test_reformatting_the_xml_is_no_change(made: Ingested) -> None:
    text = (
        serialize(made.root)
        .decode()
        .replace("植字工は", "植字工は\n      ")
        .replace("学んだ。", "学んだ。\n")
    )
    ledger, findings = _audited(parse(text.encode(), "text.xml", Findings()), made, SOURCE)
    assert ledger == made.ledger
    assert list(findings) == []


@pytest.mark.parametrize("change", ["delete", "change", "insert"])
def test_every_change_of_a_character_is_found(made: Ingested, change: str) -> None:
    root = parse(serialize(made.root), "text.xml", Findings())
    tried = 0
    for element, slot in list(_strings(root)):
        whole = getattr(element, slot)
        for at, character in enumerate(whole):
            if character == "\n":
                continue
            put = {"delete": "", "change": "亜", "insert": "亜" + character}[change]
            setattr(element, slot, whole[:at] + put + whole[at + 1 :])
            ledger, findings = _audited(root, made, SOURCE)
            assert findings.errors, (change, whole, at)
            assert all(f.where.file == "text.xml" and f.where.line for f in findings), (change, whole, at)
            assert ledger.source == ledger.text + ledger.notes + ledger.furniture + ledger.unaccounted
            tried += 1
        setattr(element, slot, whole)
    assert tried > 150
    assert not _audited(root, made, SOURCE)[1].errors


def test_changes_in_a_whole_text_are_found_with_their_places(generated: tuple[str, Ingested]) -> None:
    source, made = generated
    root = made.root
    chance = random.Random(5)
    places = [(e, slot, at) for e, slot in _strings(root) for at in range(len(getattr(e, slot)))]
    for element, slot, at in chance.sample(places, 60):
        whole = getattr(element, slot)
        if whole[at] == "\n":
            continue
        setattr(element, slot, whole[:at] + whole[at + 1 :])
        ledger, findings = _audited(root, made, source)
        # Of two equal characters in a row either may be the one that is missing.
        assert 1 <= len(findings.errors) <= 2, [f.message for f in findings]
        assert ledger.unaccounted == 1 or whole[at] in " 　"
        setattr(element, slot, whole)


def test_a_paragraph_that_is_gone_is_counted(generated: tuple[str, Ingested]) -> None:
    source, made = generated
    root = parse(serialize(made.root), "text.xml", Findings())
    # Without Latin words, so that no wrap inside it stands as a space.
    paragraph = next(
        p for p in root.iter(t("p")) if not len(p) and len(p.text or "") > 40 and " " not in p.text
    )
    size = len(paragraph.text or "")
    parent = paragraph.getparent()
    assert parent is not None
    parent.remove(paragraph)

    ledger, findings = _audited(root, made, source)

    assert ledger.unaccounted == size
    assert {finding.code for finding in findings} == {"ING-050"}


def test_a_paragraph_that_was_added_is_found(generated: tuple[str, Ingested]) -> None:
    source, made = generated
    root = parse(serialize(made.root), "text.xml", Findings())
    paragraph = list(root.iter(t("p")))[6]
    added = etree.Element(t("p"))
    added.text = "元の本にはない段落である。"
    paragraph.addprevious(added)

    ledger, findings = _audited(root, made, source)

    assert ledger.unaccounted == 0
    assert [finding.code for finding in findings] == ["ING-051"]
    assert all(finding.severity is Severity.ERROR for finding in findings)


def test_a_note_that_is_gone_is_counted(made: Ingested) -> None:
    root = parse(serialize(made.root), "text.xml", Findings())
    note = next(note for note in root.iter(t("note")) if note.get("n") == "2")
    parent = note.getparent()
    before = note.getprevious()
    assert parent is not None
    assert before is not None
    before.tail = note.tail
    parent.remove(note)

    ledger, findings = _audited(root, made, SOURCE)

    assert ledger.unaccounted == len("２同書。")
    assert [finding.code for finding in findings] == ["ING-050"]


def test_what_editors_add_is_no_part_of_the_proof(made: Ingested) -> None:
    text = serialize(made.root).decode()
    edited = text.replace(
        "速さ",
        '<choice><sic>速さ</sic><corr resp="#ed1">早さ</corr></choice><note resp="#ed1" place="foot">校訂</note>',
    ).replace("外国", '<app><lem wit="#A">外国</lem><rdg wit="#B">異国</rdg></app>')
    assert edited.count("早さ") == edited.count("異国") == 1
    ledger, findings = _audited(parse(edited.encode(), "text.xml", Findings()), made, SOURCE)
    assert ledger == made.ledger
    assert list(findings) == []


def test_another_source_is_not_the_one_that_was_ingested(made: Ingested) -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        audit(made.root, {"source.txt": "別の本。\n".encode()}, made.ledger_files, findings)
    assert [finding.code for finding in findings] == ["ING-055"]
