"""Ingest again, of one source or of several: what stays, what is listed, what is never overwritten."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.ingest import Source, audit, difference, ingest, ingest_all, provenance
from edition.ingest.ledger import parse as parse_ledger
from edition.project.check import check
from edition.project.ingest import ingest_file, ingest_files
from edition.tei import XML_ID, parse, serialize, t, words

SOURCE = """\
第一章　活字

　活字は箱に並ぶ。植字工は一つずつ拾い、行に並べていく。
　箱の大きさは決まっている。鉛の目方もまた決まっている。
"""
LAYER = """\
by: ed1
annotations:
  - id: lead
    on: {in: p2, quote: 鉛}
    kind: note
    series: editor
    text: 鉛は重い。
"""
PEOPLE = '\n[[people]]\nid = "ed1"\nrole = "editor"\nname = "編者"\n'


def _ids(root: etree._Element) -> dict[str, str]:
    text = root.find(t("text"))
    assert text is not None
    return {str(one.get(XML_ID)): words(one) for one in text.iter() if one.get(XML_ID)}


def _edition(tmp_path: Path, source: str = SOURCE) -> tuple[Path, Path]:
    file = tmp_path / "book.txt"
    file.write_text(source, encoding="utf-8")
    folder = tmp_path / "book"
    assert ingest_file(file, folder).good
    return file, folder


def test_ids_stay_when_the_text_was_written_and_read_again() -> None:
    source = SOURCE + "\n　(1) 一つ。\n　(2) 二つ。\n"
    first = ingest(source.encode(), "x.txt", Findings())
    standing = parse(serialize(first.root), "text.xml", Findings())
    again = ingest(source.encode(), "x.txt", Findings(), previous=standing)
    assert again.data == first.data


def test_what_is_seen_to_be_something_else_keeps_its_id() -> None:
    first = ingest(SOURCE.encode(), "x.txt", Findings())
    old = parse(first.data, "text.xml", Findings())
    # What an earlier ingest made of the heading.
    (head,) = old.iter(t("head"))
    head.tag = t("p")
    head.set(XML_ID, "p9")
    again = ingest(SOURCE.encode(), "x.txt", Findings(), previous=old)
    (head,) = again.root.iter(t("head"))
    assert head.get(XML_ID) == "p9"
    assert [(one.kind, one.id) for one in difference.changes(old, again.root)] == [("retyped", "p9")]


def test_changes_are_listed_block_by_block() -> None:
    old = ingest(SOURCE.encode(), "x.txt", Findings()).root
    other = SOURCE.replace("行に並べていく", "棒に並べていく").replace(
        "　箱の大きさ", "　新しい段落である。\n　箱の大きさ"
    )
    new = ingest(other.encode(), "x.txt", Findings(), previous=old).root
    found = difference.changes(old, new)
    assert [(one.kind, one.id) for one in found] == [("changed", "p1"), ("added", "p4")]
    assert "行に並べていく" in found[0].before
    assert "棒に並べていく" in found[0].after
    assert difference.changes(new, new) == []


def test_a_dry_run_lists_and_writes_nothing(tmp_path: Path) -> None:
    file, folder = _edition(tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    file.write_text(SOURCE.replace("行に", "棒に"), encoding="utf-8")
    report = ingest_files([file], folder, dry=True)
    assert [(one["kind"], one["id"]) for one in report.changes] == [("changed", "p1")]
    assert report.good
    assert not report.outputs
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_layers_stay_anchored_when_blocks_come_before_theirs(tmp_path: Path) -> None:
    file, folder = _edition(tmp_path)
    (folder / "layers").mkdir()
    (folder / "layers" / "ed1.yaml").write_text(LAYER, encoding="utf-8")
    config = folder / "edition.toml"
    config.write_text(config.read_text(encoding="utf-8") + PEOPLE, encoding="utf-8")
    assert list(check(folder).findings) == []
    file.write_text(SOURCE.replace("\n　活字", "\n　はじめの段落。\n　活字"), encoding="utf-8")
    assert ingest_file(file, folder).good
    assert list(check(folder).findings) == []


def test_an_improved_ingest_replaces_what_nobody_edited(tmp_path: Path) -> None:
    file, folder = _edition(tmp_path)
    # As an older ingest would have left it: another text, and a ledger that says that it was made so.
    text, rows = folder / "text.xml", folder / "source" / "book.txt.ledger.tsv"
    old = text.read_bytes().replace(b"<head ", b"<p ").replace(b"</head>", b"</p>")
    made = parse_ledger(rows.read_bytes(), "", Findings()).text
    text.write_bytes(old)
    rows.write_text(rows.read_text().replace(made, hashlib.sha256(old).hexdigest()))
    report = ingest_file(file, folder)
    assert report.good, list(report.findings)
    assert [one["kind"] for one in report.changes] == ["retyped"]
    assert b"<head " in text.read_bytes()


def test_without_a_ledger_ingest_writes_it_and_leaves_the_text(tmp_path: Path) -> None:
    file, folder = _edition(tmp_path)
    rows = folder / "source" / "book.txt.ledger.tsv"
    kept, text = rows.read_bytes(), (folder / "text.xml").read_bytes()
    rows.unlink()
    assert [one.code for one in check(folder).findings] == ["ING-052"]
    assert ingest_file(file, folder).good
    assert (rows.read_bytes(), (folder / "text.xml").read_bytes()) == (kept, text)


@pytest.fixture
def chapters(tmp_path: Path) -> list[Path]:
    paths = []
    for number, title in enumerate("甲乙丙", start=1):
        path = tmp_path / f"{number}.txt"
        path.write_text(
            SOURCE.replace("第一章　活字", f"第{'一二三'[number - 1]}章　{title}"), encoding="utf-8"
        )
        paths.append(path)
    return paths


def test_several_files_are_one_text_in_their_order(chapters: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "book"
    report = ingest_files(chapters, folder)
    assert list(report.findings) == []
    assert report.ledger["source"] == sum(len(path.read_text(encoding="utf-8")) for path in chapters)
    root = parse((folder / "text.xml").read_bytes(), "text.xml", Findings())
    assert [one.file for one in provenance(root)] == ["1.txt", "2.txt", "3.txt"]
    assert [words(head)[-1] for head in root.iter(t("head"))] == ["甲", "乙", "丙"]
    assert sum(1 for identifier in _ids(root) if identifier.startswith("p")) == 6
    assert check(folder).ledger == report.ledger
    before = (folder / "text.xml").read_bytes()
    assert ingest_files(chapters, folder).good
    assert (folder / "text.xml").read_bytes() == before


def test_a_change_is_found_in_whichever_file_it_is(chapters: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "book"
    ingest_files(chapters, folder)
    text = folder / "text.xml"
    whole = text.read_text(encoding="utf-8")
    at = whole.rindex("鉛の目方")
    text.write_text(whole[:at] + whole[at + 1 :], encoding="utf-8")
    (one,) = check(folder).findings
    assert one.code == "ING-050"
    assert "3.txt:4:" in one.message
    assert one.where.line == whole.count("\n", 0, at) + 1


def test_chapters_that_change_places_are_no_longer_the_source() -> None:
    sources = [Source(f"{n}.txt", SOURCE.replace("活字", f"活字{n}").encode()) for n in (1, 2)]
    made = ingest_all(sources, Findings())
    first, second = made.root.iter(t("div"))
    second.addnext(first)
    findings = Findings()
    files = {one.file: one.data for one in sources}
    audit(made.root, files, made.ledger_files, findings)
    assert {one.code for one in findings} == {"ING-050", "ING-051"}
    assert _ids(made.root)
