"""A layer's file is changed entry by entry; what is not an entry's stays to the byte."""

from __future__ import annotations

import pytest

from edition import layers
from edition.collate import kept
from edition.collate.decisions import merge
from edition.collate.entries import Entry, scalar
from edition.diagnostics import Findings, Unusable
from edition.layers.model import Target

FILE = """\
# 校訂者の覚え書き
by: ed1

annotations:
- id: one   # 最初の
  on: {in: p1, quote: 箱}
  kind: variant
  wit: 甲
  text: |
    函
# この異文は怪しい
- {id: two, on: 棚, kind: note, text: 注}

- id: three
  on:
    quote: 紙
    in: p1
  kind: emphasis
"""


def entry(id_: str, quote: str, text: str, start: int, witnesses: str = "甲") -> Entry:
    """A variant of one witness."""
    place = (0, start, start + len(quote))
    return Entry(id_, Target(quote, "p1"), None, tuple(witnesses), text, "words", "", "", place)


def locate(fields: object) -> tuple[int, int, int] | None:
    """Where the words of the file stand."""
    assert isinstance(fields, dict)
    return {"箱": (0, 0, 1), "棚": (0, 10, 11), "紙": (0, 20, 21)}.get(fields.get("on.quote", ""))


def test_a_file_is_its_parts() -> None:
    file = kept.read(FILE.encode(), "layers/collation.yaml", Findings())
    assert file.head + "".join(one.text for one in file.entries) + file.tail == FILE
    assert [one.id for one in file.entries] == ["one", "two", "three"]
    assert file.entries[2].fields == {"id": "three", "on.quote": "紙", "on.in": "p1", "kind": "emphasis"}
    assert all(one.touched and not one.collated for one in file.entries)


def test_new_entries_stand_in_the_order_of_the_text() -> None:
    file = kept.read(FILE.encode(), "layers/collation.yaml", Findings())
    new = [entry("v-2", "机", "几", 5), entry("v-3", "窓", "牖", 30)]
    outcome = merge(file, new, locate)
    findings = Findings()
    layer = layers.load(outcome.text.encode(), "layers/collation.yaml", findings)
    assert not findings.errors
    assert [one.id for one in layer.annotations] == ["one", "v-2", "two", "three", "v-3"]
    for line in FILE.splitlines():
        assert line in outcome.text.splitlines()


def test_what_an_editor_has_said_of_words_is_not_said_again() -> None:
    file = kept.read(FILE.encode(), "layers/collation.yaml", Findings())
    # The first entry is a variant of 甲; the second is a note, which says nothing of witnesses.
    outcome = merge(file, [entry("v-1", "箱", "凾", 0, "甲乙"), entry("v-2", "棚", "架", 10)], locate)
    assert [(one.id, one.after) for one in outcome.changes] == [("v-1", "箱］乙 凾"), ("v-2", "棚］甲 架")]


def test_a_second_merge_changes_nothing() -> None:
    once = merge(kept.fresh("ed1"), [entry("v-1", "箱", "函", 0), entry("v-2", "棚", "架: #1", 10)], locate)
    file = kept.read(once.text.encode(), "layers/collation.yaml", Findings())
    assert not any(one.touched for one in file.entries)
    again = merge(file, [entry("v-1", "箱", "函", 0), entry("v-2", "棚", "架: #1", 10)], locate)
    assert (again.text, again.changes) == (once.text, [])


@pytest.mark.parametrize(
    "text", ["by: ed1\nannotations:\n", "by: ed1\nannotations: []\n", "annotations:\nby: ed1\n"]
)
def test_a_layer_without_entries(text: str) -> None:
    outcome = merge(kept.read(text.encode(), "a.yaml", Findings()), [entry("v-1", "箱", "函", 0)], locate)
    findings = Findings()
    layer = layers.load(outcome.text.encode(), "a.yaml", findings)
    assert not findings.errors
    assert [(one.id, one.by, one.text) for one in layer.annotations] == [("v-1", "ed1", "函")]


def test_entries_in_one_line_are_refused() -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        kept.read("annotations: [{id: a, on: 箱, kind: emphasis}]\n".encode(), "a.yaml", findings)
    assert [one.code for one in findings] == ["COL-006"]


#: Readings that YAML would take for something else.
HARD = [
    "函",
    "true",
    "1962",
    "",
    "a: b",
    "# x",
    "「",
    "\u0085",
    "\ufeff箱",
    "'",
    '"\\',
    "- 箱",
    "甲 乙",
    "null",
]


@pytest.mark.parametrize("text", HARD)
def test_any_reading_comes_back_from_yaml(text: str) -> None:
    findings = Findings()
    on = f"{{quote: 箱, prefix: {scalar(text)}}}"
    lines = [
        "by: ed1",
        "annotations:",
        f"  - on: {on}",
        "    kind: variant",
        "    wit: 甲",
        f"    text: {scalar(text)}",
    ]
    (one,) = layers.load("\n".join(lines).encode(), "a.yaml", findings).annotations
    assert (one.text, one.on.prefix) == (text, text)
