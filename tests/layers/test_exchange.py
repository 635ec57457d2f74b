"""Layers go out as Web Annotations and as standOff, and come back the same."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.diagnostics import Findings, Unusable
from edition.layers import KINDS, exchange
from edition.layers.model import VALUES, Annotation, Layer, Target

FILE = "layers/ed1.yaml"
BAD = "".join(chr(code) for code in (0xFFFE, 0xFFFF))
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=BAD) | st.sampled_from(
    "\n\t 号<&\"'#:"
)
WORDS = st.text(CHARACTERS, max_size=20)
SOME = st.text(CHARACTERS, min_size=1, max_size=20)
TARGETS = st.builds(Target, SOME, st.sampled_from(["", "p1", "段.2"]), WORDS, WORDS, st.integers(-1, 99))


@st.composite
def annotations(draw: st.DrawFn) -> list[Annotation]:
    made = []
    for at in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(sorted(KINDS)))
        needed, allowed = KINDS[kind]
        keys = sorted(needed) + [key for key in sorted(allowed - {"to"}) if draw(st.booleans())]
        given = {key: draw(st.sampled_from(VALUES[key]) if key in VALUES else WORDS) for key in keys}
        if draw(st.booleans()):
            given |= {"date": "2026-04-01T10:30", "why": draw(WORDS), "cert": "low"}
        to = draw(TARGETS) if "to" in allowed and draw(st.booleans()) else None
        made.append(
            Annotation(
                f"a{at}", draw(TARGETS), kind, draw(st.sampled_from(["ed1", "ed2"])), FILE, 0, given, {}, to
            )
        )
    return made


def plain(layer: Layer) -> tuple[str, list[Annotation]]:
    return layer.by, [replace(one, line=0, lines={}) for one in layer.annotations]


@given(annotations())
def test_there_and_back(items: list[Annotation]) -> None:
    layer = Layer(FILE, "ed1", tuple(items))
    findings = Findings()
    by_web = exchange.from_web_annotations(exchange.to_web_annotations(layer).encode(), FILE, findings)
    by_tei = exchange.from_standoff(etree.fromstring(exchange.to_standoff(layer)), FILE, findings)
    assert list(findings) == []
    assert plain(by_web) == plain(layer)
    assert plain(by_tei) == plain(layer)


def test_a_web_annotation_of_another_program_is_a_note() -> None:
    page = {
        "type": "AnnotationPage",
        "items": [
            {
                "id": "http://example.org/anno/5",
                "type": "Annotation",
                "creator": {"id": "http://example.org/people#ed1", "type": "Person"},
                "body": {"type": "TextualBody", "value": "注。"},
                "target": {
                    "source": "http://example.org/text",
                    "selector": {"type": "TextQuoteSelector", "exact": "号"},
                },
            }
        ],
    }
    findings = Findings()
    layer = exchange.from_web_annotations(json.dumps(page).encode(), FILE, findings)
    assert [one.code for one in findings] == ["LAY-009"]
    page["items"][0]["id"] = "http://example.org/anno#a5"  # type: ignore[index]
    layer = exchange.from_web_annotations(json.dumps(page).encode(), FILE, Findings())
    assert [(one.id, one.kind, one.by, one.on, one.text) for one in layer.annotations] == [
        ("a5", "note", "ed1", Target("号"), "注。")
    ]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"items": [{"target": 1}]}', b'{"items": [{}]}', b"\xff"]
)
def test_what_is_no_page_of_annotations(data: bytes) -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        exchange.from_web_annotations(data, FILE, findings)
    assert [one.code for one in findings] == ["LAY-025"]
