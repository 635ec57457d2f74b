"""Anchors fail loudly: one place or none, never a guess."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.diagnostics import Findings
from edition.layers.anchors import Index, anchor
from edition.layers.model import Annotation, Target

from .conftest import Applied, document

BODY = (
    '<div xml:id="d1"><p xml:id="p1">戦艦の号が沈む。商船の号は残る。</p>'
    '<p xml:id="p2">別の船の号が来る。</p></div>'
    '<p xml:id="p3">「ｶﾞ」と<choice><orig>ｶﾞ</orig><reg>ガ</reg></choice>ス'
    '<note xml:id="n1">注の言葉</note>灯</p>'
)


def found(target: Target, body: str = BODY) -> tuple[str, list[str]]:
    """The anchored place as ``block start-end``, and the codes."""
    findings = Findings()
    index = Index(document(body))
    place = anchor(Annotation("a", target, "note", "ed1", "layers/ed1.yaml", 3), index, findings)
    where = "" if place is None else f"{index.id_of(place.block)} {place.start}-{place.end}"
    return where, [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("target", "where"),
    [
        pytest.param(Target("沈む"), "p1 5-7", id="unique"),
        pytest.param(Target("号", prefix="戦艦の"), "p1 3-4", id="by its prefix"),
        pytest.param(Target("号", suffix="は"), "p1 11-12", id="by its suffix"),
        pytest.param(Target("号", within="p2"), "p2 4-5", id="by its block"),
        pytest.param(Target("船の号", within="d1", prefix="別の"), "p2 2-5", id="in a division"),
        pytest.param(Target("ガス"), "p3 5-8", id="in the edition's spelling"),
        pytest.param(Target("ｶﾞス"), "p3 5-8", id="in the source's spelling"),
        pytest.param(Target("ス灯"), "p3 7-9", id="over a note"),
        pytest.param(Target("注の", within="n1"), "n1 0-2", id="in a note that is named"),
        pytest.param(Target("沈む。\n商船"), "p1 5-10", id="a quotation with a line break"),
    ],
)
def test_a_place_that_is_the_only_one(target: Target, where: str) -> None:
    assert found(target) == (where, [])


@pytest.mark.parametrize(
    ("target", "code"),
    [
        pytest.param(Target("号"), "LAY-004", id="three places"),
        pytest.param(Target("号", position=5), "LAY-004", id="a position that fits none"),
        pytest.param(Target("号", within="p1"), "LAY-004", id="two in the block"),
        pytest.param(Target("潜水艦"), "LAY-005", id="nowhere"),
        pytest.param(Target("沈む", prefix="船が"), "LAY-005", id="other surroundings"),
        pytest.param(Target("残る。別の"), "LAY-005", id="over two blocks"),
        pytest.param(Target("注の言葉"), "LAY-005", id="only in a note"),
        pytest.param(Target("戦艦", within="p9", prefix="x"), "LAY-005", id="no such block, no such words"),
        pytest.param(Target("ガ」"), "LAY-005", id="half of a changed place"),
    ],
)
def test_no_place(target: Target, code: str) -> None:
    assert found(target) == ("", [code])


@pytest.mark.parametrize("within", ["p2", "p99"])
def test_words_that_moved_are_found_and_reported(within: str) -> None:
    assert found(Target("沈む", within=within)) == ("p1 5-7", ["LAY-010"])


def test_candidates_are_shown() -> None:
    findings = Findings()
    anchor(Annotation("a", Target("号"), "note", "ed1", "x", 1), Index(document(BODY)), findings)
    (finding,) = findings
    for words in ("p1 …戦艦の[号]が沈む", "p1 …", "p2 …別の船の[号]が来る"):
        assert words in finding.message


def test_a_moved_anchor_says_where_to(apply: Callable[..., Applied]) -> None:
    done = apply(BODY, "- {on: {in: p2, quote: 沈む}, kind: emphasis}")
    assert done.codes == ["LAY-010"]
    assert "found again in p1 …" in done.said
    assert ">沈む</hi>" in done.body


# The anchor is never the wrong place: whatever the text, a quotation with its surroundings is found at its
# own place, or not at all because it stands in several.
@given(
    st.lists(st.text("あいう。", min_size=1, max_size=12), min_size=1, max_size=4),
    st.data(),
    st.integers(0, 3),
)
@settings(max_examples=150, deadline=None)
def test_a_quotation_finds_its_own_place_or_none(blocks: list[str], data: st.DataObject, around: int) -> None:
    at = data.draw(st.integers(0, len(blocks) - 1))
    start = data.draw(st.integers(0, len(blocks[at]) - 1))
    end = data.draw(st.integers(start + 1, len(blocks[at])))
    text = blocks[at]
    target = Target(
        text[start:end], prefix=text[max(0, start - around) : start], suffix=text[end : end + around]
    )
    body = "".join(f'<p xml:id="p{number}">{block}</p>' for number, block in enumerate(blocks))
    where, codes = found(target, body)
    needle = target.prefix + target.quote + target.suffix
    places = sum(block.startswith(needle, offset) for block in blocks for offset in range(len(block)))
    assert (where, codes) == ((f"p{at} {start}-{end}", []) if places == 1 else ("", ["LAY-004"]))


# Edited texts: an anchor found in the changed text quotes the same words in the same surroundings.
@given(st.text("あいうえ", min_size=8, max_size=30), st.data())
@settings(max_examples=150, deadline=None)
def test_an_edited_text_never_gives_other_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(2, len(text) - 3))
    target = Target(text[start : start + 2], "p0", text[start - 2 : start], text[start + 2 : start + 3])
    cut = data.draw(st.integers(0, len(text) - 1))
    edited = (
        text[:cut] + data.draw(st.text("あいうえ", max_size=3)) + text[cut + data.draw(st.integers(0, 3)) :]
    )
    findings = Findings()
    index = Index(document(f'<p xml:id="p0">{edited}</p>'))
    place = anchor(Annotation("a", target, "note", "ed1", "x", 1), index, findings)
    if place is None:
        assert [finding.code for finding in findings] in (["LAY-004"], ["LAY-005"])
    else:
        words = index.readings[place.block].text
        assert words[place.start - 2 : place.end + 1] == target.prefix + target.quote + target.suffix
        assert words.count(target.prefix + target.quote + target.suffix) == 1
