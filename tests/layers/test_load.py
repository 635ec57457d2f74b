"""Reading a layer's file: every fault has a code and a line, and one fault does not hide another."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from edition.diagnostics import Findings, Unusable
from edition.layers import load

FILE = "layers/ed1.yaml"


def codes_and_lines(text: str) -> list[tuple[str, int]]:
    findings = Findings()
    load(text.encode(), FILE, findings)
    return [(one.code, one.where.line) for one in findings]


def test_an_annotation_is_read_whole() -> None:
    findings = Findings()
    layer = load(
        "by: ed1\n"
        "annotations:\n"
        "  - id: maine\n"
        "    on: {in: p12, quote: 号, prefix: 艦, suffix: が, position: 7}\n"
        "    kind: note\n"
        "    series: editor\n"
        "    text: |\n"
        "      一段落。\n".encode(),
        FILE,
        findings,
    )
    assert list(findings) == []
    (one,) = layer.annotations
    assert (one.id, one.kind, one.by, one.line) == ("maine", "note", "ed1", 3)
    assert (one.on.within, one.on.quote, one.on.prefix, one.on.suffix, one.on.position) == (
        "p12",
        "号",
        "艦",
        "が",
        7,
    )
    assert one.text == "一段落。\n"
    assert one.lines["text"] == 7


@pytest.mark.parametrize("written", ["1962", "no", "null", "2026-01-02", "1e3"])
def test_what_looks_like_another_type_stays_text(written: str) -> None:
    findings = Findings()
    layer = load(
        f"by: ed1\nannotations:\n- {{on: {{quote: {written}}}, kind: emphasis}}".encode(), FILE, findings
    )
    assert [one.on.quote for one in layer.annotations] == [written]


def test_an_annotation_without_an_id_is_named_after_file_and_number() -> None:
    layer = load(
        b"by: ed1\nannotations:\n- {on: a, kind: emphasis}\n- {on: b, kind: emphasis}", FILE, Findings()
    )
    assert [one.id for one in layer.annotations] == ["ed1-1", "ed1-2"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("by: ed1\nannotations:\n- {quote: a", [("LAY-001", 3)], id="unclosed"),
        pytest.param("by: ed1\n  bad: [\n", [("LAY-001", 2)], id="indented"),
        pytest.param("a: b\n--- \nc: d", [("LAY-001", 2)], id="two documents"),
        pytest.param("", [("LAY-003", 0)], id="empty"),
        pytest.param("# only a comment", [("LAY-003", 0)], id="only a comment"),
        pytest.param("- a\n- b", [("LAY-003", 1)], id="a list"),
        pytest.param("[" * 5000, [("LAY-001", 0)], id="deep"),
        pytest.param("by: a\x07b", [("LAY-002", 1)], id="control character"),
    ],
)
def test_a_file_that_cannot_be_read(text: str, found: list[tuple[str, int]]) -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        load(text.encode(), FILE, findings)
    assert [(one.code, one.where.line) for one in findings] == found


def test_a_file_that_is_not_utf_8() -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        load("by: ed1\n# 層".encode("cp932"), FILE, findings)
    assert [(one.code, one.where.line) for one in findings] == [("LAY-002", 2)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("by: ed1", [("LAY-015", 1)], id="no annotations"),
        pytest.param("by: ed1\nannotations:", [], id="none yet"),
        pytest.param("by: ed1\nannotations: text", [("LAY-003", 2)], id="no list"),
        pytest.param("by: ed1\nannotations:\n- text", [("LAY-003", 3)], id="no keys"),
        pytest.param("by: ed1\nannotation: []", [("LAY-006", 2), ("LAY-015", 1)], id="misspelt"),
        pytest.param("by: a\nby: b\nannotations: []", [("LAY-006", 2)], id="twice"),
        pytest.param("annotations:\n- {on: a, kind: emphasis}", [("LAY-008", 2)], id="nobody"),
    ],
)
def test_a_layer_that_is_wrong(text: str, found: list[tuple[str, int]]) -> None:
    assert codes_and_lines(text) == found


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        pytest.param("{on: a}", ["LAY-015"], id="no kind"),
        pytest.param("{on: a, kind: emmend, text: b}", ["LAY-007"], id="unknown kind"),
        pytest.param("{on: a, kind: emend}", ["LAY-015"], id="no text"),
        pytest.param("{kind: emphasis}", ["LAY-015"], id="no target"),
        pytest.param("{on: {in: p1}, kind: emphasis}", ["LAY-015"], id="no quotation"),
        pytest.param("{on: '', kind: emphasis}", ["LAY-015"], id="an empty one"),
        pytest.param("{on: [a], kind: emphasis}", ["LAY-003"], id="a list as target"),
        pytest.param("{on: {quote: a, position: -1}, kind: emphasis}", ["LAY-003"], id="no position"),
        pytest.param("{on: {quote: a, at: 1}, kind: emphasis}", ["LAY-006"], id="unknown key of on"),
        pytest.param("{on: a, kind: emphasis, text: b}", ["LAY-006"], id="a key of another kind"),
        pytest.param("{on: a, kind: emphasis, rend: italics}", ["LAY-007"], id="unknown value"),
        pytest.param("{on: a, kind: note, text: [a]}", ["LAY-003"], id="a list as text"),
        pytest.param("{id: 1a, on: a, kind: emphasis}", ["LAY-009"], id="no id"),
        pytest.param("{id: a b, on: a, kind: emphasis}", ["LAY-009"], id="an id with a space"),
    ],
)
def test_an_annotation_that_is_wrong_is_left_out(annotation: str, found: list[str]) -> None:
    findings = Findings()
    good = "{id: good, on: b, kind: emphasis}"
    layer = load(f"by: ed1\nannotations:\n- {annotation}\n- {good}".encode(), FILE, findings)
    assert [one.code for one in findings] == found
    assert {one.where.line for one in findings} == {3}
    assert [one.id for one in layer.annotations] == ["good"]


def test_a_misspelt_key_gets_the_nearest_one() -> None:
    findings = Findings()
    load(b"by: ed1\nannotations:\n- {on: {qoute: a}, kind: emphasis}", FILE, findings)
    assert "quote" in next(iter(findings)).hint


def test_two_annotations_with_one_id() -> None:
    text = "by: ed1\nannotations:\n- {id: a, on: b, kind: emphasis}\n- {id: a, on: c, kind: emphasis}"
    assert codes_and_lines(text) == [("LAY-009", 4)]


def test_aliases_and_tags_have_no_power() -> None:
    first, second = "&a {on: b, kind: emphasis}", "!!python/object:os.system {on: c, kind: emphasis}"
    text = f"by: ed1\nannotations:\n- {first}\n- {second}"
    findings = Findings()
    layer = load(text.encode(), FILE, findings)
    assert [one.on.quote for one in layer.annotations] == ["b", "c"]


def test_the_examples_of_the_manual_are_layers(repository: Path) -> None:
    page = (repository / "docs" / "layers.md").read_text(encoding="utf-8")
    blocks = [textwrap.dedent(one) for one in re.findall(r"^ *```yaml\n(.*?)^ *```", page, re.M | re.S)]
    read = 0
    for block in blocks:
        if "- " not in block:
            continue
        text = block if block.startswith("by:") else f"by: ed1\nannotations:\n{block}"
        findings = Findings()
        layer = load(text.encode(), FILE, findings)
        assert list(findings) == [], text
        read += len(layer.annotations)
    assert read >= 8
