"""A layer's file is changed where it is meant, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.diagnostics import Findings, Unusable
from edition.layers import load, rewrite, write
from edition.layers.model import Annotation, Layer, Target

FILE = "layers/ed1.yaml"
TEXT = """\
# 校訂の層。
by: ed1   # 編者
annotations:
  # 一つ目について。
  - id: one
    on: 秀英社   # どこでも
    kind: emphasis

  - on: {in: p1, quote: "号", prefix: 艦}
    kind: note
    text: |
      一段落。[@one]

      # 註釈の中の記号
  # 三つ目について。
  # 二行ある。
  - kind: emphasis
    on:
      quote: 船   # 動く
      in: p2
      position: 7
  - {id: four, on: 海, kind: emphasis}
"""


def targets(text: str) -> list[Target]:
    findings = Findings()
    layer = load(text.encode(), FILE, findings)
    assert list(findings) == []
    return [item.on for item in layer.annotations]


def test_targets_are_rewritten_in_their_places() -> None:
    new = {line: Target(f"新{line}", "p9", "前", "後: ") for line in (5, 9, 17, 22)}
    done = rewrite.retarget(TEXT, FILE, new, Findings())
    assert targets(done) == list(new.values())
    kept = [line for line in TEXT.splitlines() if "on:" not in line and not line.startswith("      ")]
    assert [line for line in done.splitlines() if line in kept] == kept
    for comment in ("# どこでも", "# 動く", "# 編者"):
        assert comment in done


def test_nothing_asked_for_changes_nothing() -> None:
    assert rewrite.retarget(TEXT, FILE, {}, Findings()) == TEXT


def test_a_new_id_goes_to_the_references() -> None:
    done = rewrite.rename(TEXT, FILE, "one", "first", Findings())
    assert done == TEXT.replace("id: one", "id: first").replace("[@one]", "[@first]")


def test_annotations_move_with_their_comments() -> None:
    rest, taken = rewrite.take(TEXT, FILE, {17: "ed1-3"}, "ed1", Findings())
    before, _, after = TEXT.partition("  # 三つ目")
    # The second one has no id and stays in its place; the fourth has one.
    assert rest == before + after[after.index("  - {id: four") :]
    assert taken[0].startswith("# 三つ目について。\n# 二行ある。\n- id: ed1-3\n  by: ed1\n  kind: emphasis\n")
    there = rewrite.put(
        "by: ed2\nannotations:\n    - {on: 空, kind: emphasis}", "layers/b.yaml", taken, Findings()
    )
    moved = load(there.encode(), "layers/b.yaml", Findings()).annotations
    assert [(item.id, item.by) for item in moved] == [("b-1", "ed2"), ("ed1-3", "ed1")]
    assert moved[1].on == Target("船", "p2", position=7)


def test_what_was_named_after_its_place_keeps_its_name() -> None:
    text = "by: a\nannotations:\n- {on: あ, kind: emphasis}\n- {on: い, kind: emphasis}\n- on: う\n  kind: emphasis\n"
    rest, _ = rewrite.take(text, FILE, {3: "ed1-1"}, "", Findings())
    assert [item.id for item in load(rest.encode(), FILE, Findings()).annotations] == ["ed1-2", "ed1-3"]


@pytest.mark.parametrize(
    "empty", ["by: a\nannotations:\n", "by: a\nannotations: []\n", "by: a\nannotations:"]
)
def test_the_first_annotation_of_an_empty_layer(empty: str) -> None:
    done = rewrite.put(empty, FILE, ["- {on: あ, kind: emphasis}\n"], Findings())
    assert targets(done) == [Target("あ")]


def test_a_list_in_brackets_is_not_taken_apart() -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        rewrite.take("by: a\nannotations: [{on: あ, kind: emphasis}]", FILE, {2: "x"}, "", findings)
    assert [one.code for one in findings] == ["LAY-023"]


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t 号#:-'\"\\"), max_size=30
)
SOME = WORDS.filter(lambda text: text.strip("\n") != "" and "\ufffe" not in text and "\uffff" not in text)


@given(st.lists(st.tuples(SOME, WORDS, WORDS, WORDS, st.integers(-1, 99)), max_size=4))
def test_what_is_written_is_read_again(listed: list[tuple[str, str, str, str, int]]) -> None:
    clean = str.maketrans("", "", "\ufffe\uffff")
    items = tuple(
        Annotation(
            f"a{at}",
            Target(quote, f"p{at}", prefix.translate(clean), "", position),
            "emend",
            "ed1" if at % 2 else "ed2",
            FILE,
            0,
            {"text": text.translate(clean), "why": why.translate(clean), "date": "2026-04-01", "cert": "low"},
        )
        for at, (quote, prefix, text, why, position) in enumerate(listed)
    )
    findings = Findings()
    again = load(write.layer(Layer(FILE, "ed1", items), "注意").encode(), FILE, findings)
    assert list(findings) == []
    assert [(one.id, one.on, one.by, one.given) for one in again.annotations] == [
        (one.id, one.on, one.by, one.given) for one in items
    ]
