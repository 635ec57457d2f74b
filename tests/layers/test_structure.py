"""Hints: this paragraph is a heading, these are verse."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from edition import tei
from edition.diagnostics import Findings

from .conftest import Applied

Apply = Callable[..., Applied]


def p(number: int, text: str) -> str:
    return f'<p xml:id="p{number}">{text}</p>'


def shape(done: Applied) -> str:
    """The body without attributes other than ids."""
    return re.sub(r' (?:type|resp)="[^"]*"', "", done.body)


def test_headings_make_divisions_by_their_levels(apply: Apply) -> None:
    body = p(1, "前書き") + p(2, "章") + p(3, "文") + p(4, "節") + p(5, "文章") + p(6, "終章") + p(7, "終")
    hints = "- {id: a, on: {in: p2, quote: 章}, kind: heading}\n- {id: b, on: 節, kind: heading, level: 2}\n"
    done = apply(body, hints + "- {id: c, on: 終章, kind: heading}\n- {id: n, on: 節, kind: emphasis}")
    assert done.codes == []
    assert shape(done) == (
        '<p xml:id="p1">前書き</p><div xml:id="a"><head xml:id="p2">章</head><p xml:id="p3">文</p>'
        '<div xml:id="b"><head xml:id="p4"><hi rend="emphasis" xml:id="n">節</hi></head><p xml:id="p5">文章</p></div></div>'
        '<div xml:id="c"><head xml:id="p6">終章</head><p xml:id="p7">終</p></div>'
    )


def test_a_division_without_a_heading_gets_it(apply: Apply) -> None:
    done = apply(
        f'<div xml:id="d1"><pb n="3"/>{p(1, "章")}{p(2, "文")}</div>', "- {id: a, on: 章, kind: heading}"
    )
    assert shape(done) == '<div xml:id="d1"><pb n="3"/><head xml:id="p1">章</head><p xml:id="p2">文</p></div>'


def test_a_heading_ends_before_a_division_that_is_there(apply: Apply) -> None:
    body = f'{p(1, "章")}{p(2, "文")}<div xml:id="d1"><head xml:id="h1">次</head>{p(3, "終")}</div>'
    done = apply(body, "- {id: a, on: 章, kind: heading}")
    assert shape(done).startswith(
        '<div xml:id="a"><head xml:id="p1">章</head><p xml:id="p2">文</p></div><div xml:id="d1">'
    )


def test_verse(apply: Apply) -> None:
    body = p(1, "文") + p(2, "春の<lb/>海<hi>ひねもす</hi><lb/>のたり") + "\n" + p(3, "夏の山") + p(4, "文章")
    done = apply(
        body,
        "- {id: a, on: 春の, kind: verse}\n- {id: b, on: 夏の, kind: verse}\n- {id: n, on: もす, kind: note, text: 注}",
    )
    assert done.codes == []
    verses = [("".join(one.itertext()), one.get(tei.XML_ID)) for one in done.root.iter(tei.t("l"))]
    assert verses == [("春の", "p2"), ("海ひねもす注", "p2.2"), ("のたり", "p2.3"), ("夏の山", "p3")]
    assert done.body.count("<lg ") == 1
    assert [one.get(tei.XML_ID) for one in done.root.iter(tei.t("p"))] == ["p1", "n.p1", "p4"]


@pytest.mark.parametrize(
    "annotations",
    [
        pytest.param("- {on: 注釈, kind: heading}\n", id="in a list"),
        pytest.param("- {on: 引用, kind: verse}\n", id="a paragraph with a quotation"),
        pytest.param("- {on: 章, kind: verse}\n- {on: 章, kind: heading}", id="both"),
    ],
)
def test_what_cannot_be(annotations: str, apply: Apply) -> None:
    body = "<list><item>注釈</item></list>" + p(1, "引用<quote>言葉</quote>") + p(2, "章")
    assert apply(body, annotations).codes == ["LAY-011"]


def test_what_comes_out_is_of_the_profile(apply: Apply) -> None:
    body = f'<div type="chapter" xml:id="d1"><head xml:id="h1">題</head>{p(1, "章")}{p(2, "春の<lb/>海")}{p(3, "文")}</div>'
    done = apply(body, "- {id: a, on: 章, kind: heading}\n- {id: b, on: 春の, kind: verse}")
    findings = Findings()
    tei.validate(done.root, "text.xml", findings, compiled=True)
    body_faults = [one for one in findings if "Header" not in one.message and "#ed1" not in one.message]
    assert body_faults == []
