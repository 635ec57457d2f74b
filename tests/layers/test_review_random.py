"""Texts and reviewers made at random: every place is found again, and what was changed is what the edition says."""

from __future__ import annotations

import random
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from lxml import etree

from edition import layers, tei
from edition.diagnostics import Findings
from edition.ingest import docx
from edition.layers import write
from edition.layers.anchors import Anchor, Index
from edition.layers.model import Annotation, Layer
from edition.layers.pin import target
from edition.layers.review import alignment, comments, container, passages, wordml
from edition.project import layer_received, layer_review
from edition.tei import reading

from .conftest import document
from .edited import WORDS
from .reviewed import Desk, opened

_RUN = re.compile(r"<w:r>(?:<w:rPr><w:(?:b|i)/></w:rPr>)?<w:t[^>]*>([^<]*)</w:t></w:r>")


def body(dice: random.Random) -> str:
    """Paragraphs with ruby, notes, marks of missing notes, emphasis, lists, spaces and foreign words."""

    def words(count: int) -> str:
        return "".join(dice.choice(WORDS) for _ in range(count))

    made, number = [], 0
    for at in range(dice.randint(3, 9)):
        parts = []
        for _ in range(dice.randint(1, 5)):
            number += 1
            parts.append(
                dice.choice(
                    [
                        words(4),
                        words(3) + "。",
                        "the type &amp; its case",
                        f"<hi rend='bold'>{words(2)}</hi>",
                        "<ruby><rb>活字</rb><rt>かつじ</rt></ruby>",
                        f'<ref type="note" subtype="unresolved" n="{number}">（{number}）</ref>',
                        f'<ref type="noteref" target="#n{number}">（{number}）</ref><note type="author" '
                        f'xml:id="n{number}"><p xml:id="n{number}p">{words(5)}</p></note>',
                    ]
                )
            )
        inner = "".join(parts)
        if dice.random() < 0.15:
            inner += f'<list><item xml:id="i{at}">{words(3)}</item></list>{words(3)}'
        made.append(f'<p xml:id="p{at}">{words(3)}{inner}</p>')
    return '<div><head xml:id="h1">' + words(3) + "</head>" + "".join(made) + "</div>"


def places(index: Index, dice: random.Random) -> list[Anchor]:
    """Stretches of words anywhere in a text, none that cuts a ruby or runs over the border of a block."""
    found = []
    for _ in range(12):
        block = dice.randrange(len(index.readings))
        words = index.readings[block]
        if len(words.text) < 2:
            continue
        start = dice.randrange(len(words.text) - 1)
        end = min(len(words.text), start + dice.randint(1, 9))
        whole = (
            reading.SEPARATOR not in words.text[start:end]
            and words.text[start:end].strip() == words.text[start:end]
        )
        if whole and words.text[start:end] and not words.cuts(start) and not words.cuts(end):
            found.append(Anchor(block, start, end))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_every_comment_is_found_at_its_place(seed: int) -> None:
    dice = random.Random(seed)
    index = Index(document(body(dice)))
    text = passages.passages(index)
    wanted = {f"a{at}": place for at, place in enumerate(places(index, dice))}
    said = [
        comments.Comment(
            id_, "甲", "", [f"〔{id_}〕 note", "注。"], (one.block, one.start), (one.block, one.end)
        )
        for id_, one in wanted.items()
    ]
    data = container.write(wordml.Document(text, said), "x", {}, vertical=bool(seed % 2))
    came = docx.review(data, "x.docx", Findings())
    way = alignment.align(text, came.texts)
    assert way.differences == []
    found = {}
    for one in came.remarks:
        assert one.comment is not None
        name, rest = comments.named(one.comment.paragraphs)
        assert rest == ["注。"]
        found[name] = way.place(one.block, one.start, one.end)
    # What stands in a note of the text is on its own words as well: here notes are paragraphs.
    assert found == wanted


def reviewed(desk: Desk, dice: random.Random) -> None:
    """A few words taken out, put in and exchanged, each change tracked; none touches another."""
    document = desk.parts["word/document.xml"]
    paragraphs = re.split(r"(?<=</w:p>)", document)
    at = 0
    for number, paragraph in enumerate(paragraphs):
        # Of small print, the first words are the mark of a note.
        runs = [one for one in _RUN.finditer(paragraph) if "EditionNote" not in paragraph and len(one[1]) > 3]
        if not runs or dice.random() < 0.4:
            continue
        run = dice.choice(runs)
        words = unescape(run[1])
        start = dice.randrange(len(words) - 1)
        end = min(len(words), start + dice.randint(0, 3))
        new = dice.choice(["", "新しい", "山"]) if end > start else "川"
        at += 1
        who = f'w:id="{900 + at}" w:author="査読 次郎" w:date="2026-05-01T10:30:00Z"'
        cut = (words[:start], words[start:end], words[end:])
        before, old, after = (one.replace("&", "&amp;") for one in cut)
        made = "".join(
            [
                f'<w:r><w:t xml:space="preserve">{before}</w:t></w:r>' if before else "",
                f'<w:del {who}><w:r><w:delText xml:space="preserve">{old}</w:delText></w:r></w:del>'
                if old
                else "",
                f"<w:ins {who}><w:r><w:t>{new}</w:t></w:r></w:ins>" if new else "",
                f'<w:r><w:t xml:space="preserve">{after}</w:t></w:r>' if after else "",
            ]
        )
        paragraphs[number] = paragraph[: run.start()] + made + paragraph[run.end() :]
    desk.parts["word/document.xml"] = "".join(paragraphs)


def accepted(desk: Desk) -> Counter[str]:
    """The paragraphs with all changes taken, without marks of notes and readings of ruby."""
    root = etree.fromstring(desk.parts["word/document.xml"].encode())
    found: Counter[str] = Counter()
    for paragraph in root.iter("{*}p"):
        said = ""
        for one in paragraph.iter("{*}t"):
            up = [str(node.tag).rpartition("}")[2] for node in one.iterancestors()]
            run = one.getparent()
            raised = run is not None and run.find("{*}rPr/{*}vertAlign") is not None
            if "rt" not in up and not raised:
                said += one.text or ""
        found[re.sub(r"^（\d+）\u3000", "", said)] += 1
    return found


@pytest.mark.parametrize("seed", range(40))
def test_what_a_reviewer_changed_is_what_the_edition_says(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    root = document(body(dice))
    header = (
        "<teiHeader><fileDesc><titleStmt><title>x</title></titleStmt><publicationStmt><p>x</p></publicationStmt>"
        "<sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>"
    )
    text = etree.tostring(root, encoding="unicode").replace("<teiHeader/>", header)
    (tmp_path / "text.xml").write_text(text, encoding="utf-8")
    (tmp_path / "edition.toml").write_text('[edition]\ntitle = "x"\n', encoding="utf-8")
    findings = Findings()
    layer_review.export(tmp_path, tmp_path / "out.docx", findings)
    desk = opened((tmp_path / "out.docx").read_bytes())
    reviewed(desk, dice)
    (tmp_path / "back.docx").write_bytes(desk.data)
    layer_received.receive(tmp_path, tmp_path / "back.docx", findings)
    assert [one.code for one in findings if one.code != "CFG-003"] == []

    said = [
        layers.load(path.read_bytes(), path.name, findings)
        for path in sorted((tmp_path / "layers").glob("*.yaml"))
    ]
    base = tei.parse((tmp_path / "text.xml").read_bytes(), "text.xml", findings)
    layers.apply(base, said, {one.by for one in said}, findings)
    assert [one.message for one in findings.errors if one.code.startswith("LAY")] == []
    now: Counter[str] = Counter()
    for block in reading.blocks(base):
        for piece in reading.text_of(block, "edition").split(reading.SEPARATOR):
            now[piece] += 1
    wanted = accepted(desk)
    assert +(wanted - now) == Counter()
    assert all(not one.strip() for one in +(now - wanted))


def test_annotations_of_every_kind_go_out_and_come_back(tmp_path: Path) -> None:
    """A layer with all that a layer can say is the same file afterwards."""
    root = document(
        '<p xml:id="p1">活字は箱に並ぶ。箱は棚に並ぶ。棚は壁に並ぶ。</p><p xml:id="p2">町の話。</p>'
    )
    index = Index(root)
    kinds = {
        "note": {"text": "一段落目。\n二行目。\n\n二段落目。\n", "series": "translator"},
        "gloss": {"text": "語釈。"},
        "ruby": {"text": "かつじ"},
        "emphasis": {"rend": "bold"},
        "name": {"type": "place", "key": "まち"},
        "form": {"vertical": "右", "horizontal": "上"},
        "normalize": {"text": " 函 "},
        "emend": {"text": ""},
        "heading": {"level": "2"},
    }
    items = []
    for at, (kind, given) in enumerate(kinds.items()):
        place = Anchor(0, at * 2, at * 2 + 2) if kind != "heading" else Anchor(1, 0, 1)
        on = target(index, place)
        items.append(Annotation(f"{kind}-1", on, kind, "ed1", "x", 0, given))
    (tmp_path / "layers").mkdir()
    path = tmp_path / "layers" / "ed1.yaml"
    path.write_text(write.layer(Layer("x", "ed1", tuple(items)), "編者の層。"), encoding="utf-8")
    (tmp_path / "text.xml").write_bytes(etree.tostring(root))
    (tmp_path / "edition.toml").write_text(
        '[edition]\ntitle = "x"\n[[people]]\nid = "ed1"\nname = "Ann B. Cole"\n', encoding="utf-8"
    )
    before = path.read_bytes()
    findings = Findings()
    assert layer_review.export(tmp_path, tmp_path / "out.docx", findings) == len(kinds)
    assert 'w:initials="ABC"' in opened((tmp_path / "out.docx").read_bytes()).parts["word/comments.xml"]
    assert layer_received.receive(tmp_path, tmp_path / "out.docx", findings) == []
    assert path.read_bytes() == before
