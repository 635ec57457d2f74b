"""Texts edited at random under annotations: none is ever put in the wrong place."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from edition.layers.anchors import Anchor, Index, locate
from edition.layers.model import Annotation, Target
from edition.layers.pin import target

from .conftest import document
from .edited import Book, outcome

PLACED = ("here", "moved")


@pytest.mark.parametrize(("edits", "found"), [(1, 0.9), (3, 0.8), (8, 0.65), (20, 0.45)])
def test_no_anchor_is_wrong_and_most_are_found_again(edits: int, found: float) -> None:
    counted = Counter[str]()
    wrong = []
    for seed in range(150):
        for one in outcome(seed, edits):
            if one.state in PLACED and not one.right:
                wrong.append((seed, one))
            counted["found" if one.right and one.state in PLACED else "kept" if one.kept else "lost"] += 1
    assert wrong == []
    # Of those whose words still stand together, so many are found; the others are errors with candidates.
    assert counted["found"] >= found * (counted["found"] + counted["kept"])
    # The edits do take words away: else nothing was shown.
    assert counted["lost"] > 5 * edits


TEXT = (
    '<p xml:id="p1">長い冬の終わりに、活版の町を訪ねた。狭い通りの奥で、老いた植字工が箱の前に立っていた。</p>'
    '<p xml:id="p2">活字は冷たく、指は速い。「学校で習ったのではない」と彼は笑った。</p>'
)


def state(target: Target, body: str, kind: str = "note") -> tuple[str, str]:
    """What became of a target, and the words at its place."""
    index = Index(document(body))
    located = locate(Annotation("a", target, kind, "ed1", "x", 1), index)
    place = located.place or (located.candidates[0] if located.candidates else None)
    return located.state, index.words(place) if place is not None else ""


WORKER = Target("植字工", "p1", "通りの奥で、老いた", "が箱の前に立って")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("老いた植字工が", "老いた、植字工が", id="a comma more"),
        pytest.param("奥で、老いた", "奥で老いた", id="a comma less"),
        pytest.param("老いた植字工", "老いて痩せた植字工", id="words put in before"),
        pytest.param("植字工が箱の前に", "植字工が古い木の箱の前に", id="words put in after"),
        pytest.param("奥で、老いた", '奥で、</p><p xml:id="p9">老いた', id="a paragraph divided"),
        pytest.param('</p><p xml:id="p2">', "", id="two paragraphs joined"),
        pytest.param("箱の前", "筥の前", id="another character beside it"),
    ],
)
def test_words_whose_surroundings_changed_are_found(before: str, after: str) -> None:
    assert before in TEXT
    found, words = state(WORKER, TEXT.replace(before, after))
    assert (found, words) in (("moved", "植字工"), ("here", "植字工"))


def test_old_forms_are_found_for_new_ones() -> None:
    school = Target("学校", "p2", "指は速い。「", "で習ったのではない")
    assert state(school, TEXT.replace("学校", "學校")) == ("moved", "學校")


def test_an_emendation_stays_off_words_that_are_written_otherwise() -> None:
    school = Target("学校", "p2", "指は速い。「", "で習ったのではない")
    assert state(school, TEXT.replace("学校", "學校"), "emend") == ("gone", "學校")


def test_an_emendation_that_was_carried_out_does_not_go_to_the_next_misprint() -> None:
    body = '<p xml:id="p1">未だ来ない。</p><p xml:id="p2">末だ行かない。</p>'
    assert state(Target("末だ", "p1"), body, "emend") == ("gone", "末だ")


def test_words_that_are_gone_leave_what_stands_in_their_place() -> None:
    found, words = state(WORKER, TEXT.replace("植字工", "印刷工"))
    assert (found, words) == ("gone", "印刷工")


def test_a_near_refrain_is_no_place_to_move_to() -> None:
    first, second = "春が来て、花が静かに咲いた。", "春が来て、花が静かに散った。"
    flower = Target("花", "p1", "春が来て、", "が静かに咲いた")
    assert state(flower, f'<p xml:id="p1">冬だ。</p><p xml:id="p2">{second}</p>')[0] == "gone"
    assert state(flower, f'<p xml:id="p1">{first}</p><p xml:id="p2">{second}</p>')[0] == "here"


def test_a_position_is_told_when_nothing_else_tells_the_places_apart() -> None:
    body = '<p xml:id="p1">雨雨雨</p>'
    assert state(Target("雨", "p1", position=1), body)[0] == "position"
    assert state(Target("雨", "p1", position=7), body)[0] == "several"


def test_a_sign_is_found_between_the_same_surroundings() -> None:
    comma = Target("、", "p1", "長い冬の終わりに", "活版の町を訪ねた")
    assert state(comma, TEXT.replace("町を訪", "町を、訪"), "emend") == ("moved", "、")
    assert state(comma, TEXT.replace("終わりに、", "終わりに，"), "emend")[0] == "gone"


def test_words_in_a_note_are_told_from_their_equals_there() -> None:
    index = Index(document('<p xml:id="p1">本文<note xml:id="n1">号と号の注</note>と号</p>'))
    places = index.inside(Target("号"), index.within("n1") or [])
    assert [target(index, place) for place in places] == [
        Target("号", "n1", "", "と号の注"),
        Target("号", "n1", "号と", "の注"),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_a_written_target_is_where_it_says(seed: int) -> None:
    book = Book(random.Random(seed))
    book.fill(8)
    index = Index(book.root())
    for at, words in enumerate(index.readings):
        for start in range(0, len(words.text) - 2, 3):
            place = Anchor(at, start, start + 2)
            made = target(index, place)
            located = locate(Annotation("a", made, "note", "ed1", "x", 1), index)
            assert located.state == ("position" if len(located.candidates) > 1 else "here")
            assert located.place == place
