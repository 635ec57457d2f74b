"""Annotations that contradict each other: told at the later one, with the place of the earlier."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edition import tei

from .conftest import Applied

Apply = Callable[..., Applied]


@pytest.mark.parametrize(
    ("annotations", "code", "left"),
    [
        pytest.param(
            "- {on: あい, kind: emend, text: か}\n- {on: いう, kind: emend, text: き}",
            "LAY-019",
            "<choice",
            id="overlapping emendations",
        ),
        pytest.param(
            "- {on: いう, kind: emend, text: か}\n- {on: いう, kind: normalize, text: き, by: ed2}",
            "LAY-019",
            "<choice",
            id="two editors on the same words",
        ),
        pytest.param(
            "- {on: いう, kind: emphasis}\n- {on: あい, kind: emend, text: か}",
            "LAY-019",
            "<choice",
            id="emphasis into an emendation",
        ),
        pytest.param(
            "- {on: あいう, kind: emend, text: か}\n- {on: い, kind: variant, wit: A, text: き}",
            "LAY-019",
            "<choice",
            id="a variant within an emendation",
        ),
        pytest.param(
            "- {on: あいう, kind: variant, wit: A, text: き}\n- {on: い, kind: emend, text: か}",
            "LAY-020",
            "<app",
            id="an emendation inside a lemma",
        ),
        pytest.param(
            "- {on: い, kind: emend, text: ''}\n- {on: い, kind: name}",
            "LAY-021",
            "<name",
            id="a name of deleted words",
        ),
        pytest.param(
            "- {on: い, kind: note, text: 注}\n- {on: あい, kind: emend, text: ''}",
            "LAY-021",
            "<note",
            id="a note on deleted words",
        ),
        pytest.param(
            "- {on: い, kind: note, text: 注}\n- {on: い, kind: note, text: 釈, by: ed2}",
            "LAY-022",
            "<note",
            id="two editors' notes",
        ),
    ],
)
def test_a_conflict_names_both_places(annotations: str, code: str, left: str, apply: Apply) -> None:
    done = apply('<p xml:id="p1">あいうえ</p>', annotations, witnesses={"A": "w1"})
    assert done.codes == [code]
    assert "layers/ed1.yaml:" in done.said
    assert left in done.body
    assert "".join(done.root.find(f".//{tei.t('body')}").itertext()).replace("か", "").startswith("あい")


@pytest.mark.parametrize(
    "annotations",
    [
        pytest.param(
            "- {on: あ, kind: emend, text: か}\n- {on: い, kind: emend, text: き}", id="side by side"
        ),
        pytest.param("- {on: い, kind: emend, text: か}\n- {on: あいう, kind: emphasis}", id="around"),
        pytest.param("- {on: い, kind: note, text: 注}\n- {on: い, kind: note, text: 釈}", id="one editor"),
        pytest.param(
            "- {on: い, kind: note, text: 注}\n- {on: い, kind: note, series: translator, text: 釈, by: ed2}",
            id="two series",
        ),
    ],
)
def test_what_is_no_conflict(annotations: str, apply: Apply) -> None:
    assert apply('<p xml:id="p1">あいうえ</p>', annotations).codes == []


def test_emphasis_over_the_edge_of_a_name_stands_in_pieces(apply: Apply) -> None:
    body = '<p xml:id="p1">あ<persName>いう<date>え</date></persName>お<persName>か</persName></p>'
    done = apply(body, "- {id: a, on: うえおか, kind: emphasis}")
    assert done.codes == []
    # Each piece is wrapped where it stands; the first has the id, the others point to it.
    assert done.body.count("<hi ") == 3
    assert done.body.count('xml:id="a"') == 1
    assert done.body.count('corresp="#a"') == 2
    words = ["".join(one.itertext()) for one in done.root.iter(tei.t("hi"))]
    assert words == ["うえ", "お", "か"]
    assert "<?" not in done.body


def test_many_annotations_of_one_block_are_compared_in_order(apply: Apply) -> None:
    letters = [chr(0x4E00 + at) for at in range(1200)]
    annotations = "\n".join(
        f"- {{on: {one}, kind: emend, text: か}}\n- {{on: {one}, kind: note, text: 注}}" for one in letters
    )
    done = apply(f'<p xml:id="p1">{"".join(letters)}</p>', annotations)
    assert done.codes == []
    assert done.body.count("<choice") == 1200
