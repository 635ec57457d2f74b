"""The work grows with the text and the annotations, not with their product."""

from __future__ import annotations

import time

from lxml import etree

from edition.diagnostics import Findings
from edition.layers import Annotation, Layer, Target, apply, load
from edition.tei import t

from .conftest import document


def made(blocks: int) -> tuple[etree._Element, Layer]:
    """Each block of 100 characters with two annotations."""
    body = "".join(f'<p xml:id="p{at}">{"文字の列" * 24}第{at}回だ。</p>' for at in range(blocks))
    listed = []
    for at in range(blocks):
        listed.append(Annotation(f"e{at}", Target(f"{at}回", prefix="第"), "emphasis", "ed1", "x", at))
        listed.append(
            Annotation(f"n{at}", Target("回だ", within=f"p{at}"), "note", "ed1", "x", at, {"text": "注。"})
        )
    return document(body), Layer("x", "ed1", tuple(listed))


def seconds(blocks: int) -> float:
    root, layer = made(blocks)
    findings = Findings()
    start = time.process_time()
    apply(root, [layer], ["ed1"], findings)
    spent = time.process_time() - start
    assert list(findings) == []
    assert sum(1 for _ in root.iter(t("note"))) == blocks
    return spent


def test_four_times_the_work_takes_about_four_times_as_long() -> None:
    small = min(seconds(250) for _ in range(3))
    large = min(seconds(1000) for _ in range(2))
    assert large < 10 * small


def test_one_long_block_is_no_worse() -> None:
    pieces = 1500
    body = '<p xml:id="p1">' + "".join(f"第{at}回の話。" for at in range(pieces)) + "</p>"
    listed = tuple(
        Annotation(f"a{at}", Target(f"第{at}回"), "emphasis", "ed1", "x", at) for at in range(pieces)
    )
    root, findings = document(body), Findings()
    start = time.process_time()
    apply(root, [Layer("x", "ed1", listed)], ["ed1"], findings)
    assert list(findings) == []
    # Quadratic work would take minutes.
    assert time.process_time() - start < 10


def written(blocks: int) -> tuple[etree._Element, bytes]:
    """The same with 80 characters a block, and its layer as a file: three kinds, notes of two paragraphs."""
    paragraphs, lines = [], ["by: ed1", "annotations:"]
    for at in range(blocks):
        paragraphs.append(f'<p xml:id="p{at}">{"文字の列" * 18}第{at}回だ。</p>')
        kind = ("note", "emend", "emphasis")[at % 3]
        lines += [f"  - id: a{at}", f"    on: {{in: p{at}, quote: {at}回, prefix: 第}}", f"    kind: {kind}"]
        if kind == "note":
            lines += ["    text: |", "      **注**である。", "", "      二段落目。"]
        elif kind == "emend":
            lines += [f"    text: {at}囘", "    cert: high"]
    return document("".join(paragraphs)), "\n".join(lines).encode()


def spent_from_bytes(blocks: int) -> float:
    root, data = written(blocks)
    findings = Findings()
    start = time.process_time()
    apply(root, [load(data, "layers/ed1.yaml", findings)], ["ed1"], findings)
    spent = time.process_time() - start
    assert list(findings) == []
    assert sum(1 for _ in root.iter(t("note"))) == (blocks + 2) // 3
    return spent


def test_five_thousand_annotations_on_four_hundred_thousand_characters() -> None:
    """Read, anchored and applied: ten times the work of 500 takes about ten times as long, and under 2 s."""
    small = min(spent_from_bytes(500) for _ in range(3))
    large = min(spent_from_bytes(5000) for _ in range(2))
    assert large < 20 * small
    assert large < 2


def spent_on_finding_again(blocks: int) -> float:
    """Seconds for annotations that name no block and whose surroundings have all changed."""
    body = "".join(
        f'<p xml:id="p{at}">{"文字の列" * 18}ここに第{at}回の話が、また始まる{at}日だ。</p>'
        for at in range(blocks)
    )
    targets = [
        Target(f"{at}回の話が", prefix="文字の列、ここに第", suffix=f"また始まる{at}日")
        for at in range(blocks)
    ]
    layer = Layer(
        "x",
        "ed1",
        tuple(Annotation(f"a{at}", one, "emphasis", "ed1", "x", at) for at, one in enumerate(targets)),
    )
    root, findings = document(body), Findings()
    start = time.process_time()
    apply(root, [layer], ["ed1"], findings)
    spent = time.process_time() - start
    assert [one.code for one in findings] == ["LAY-010"] * blocks
    return spent


def test_finding_again_grows_with_the_text_and_the_annotations() -> None:
    small = min(spent_on_finding_again(300) for _ in range(3))
    large = min(spent_on_finding_again(1500) for _ in range(2))
    assert large < 12 * small
