"""The small Markdown of notes."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from edition.layers.notetext import body


def written(text: str) -> str:
    made = "".join(etree.tostring(one, encoding="unicode") for one in body(text).paragraphs)
    return re.sub(r' xmlns(:\w+)?="[^"]*"', "", made).replace("ns0:", "")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("一段。", "<p>一段。</p>"),
        ("一段。\n続き。\n", "<p>一段。続き。</p>"),
        ("one\ntwo", "<p>one two</p>"),
        ("一段。\n\n  \n二段。", "<p>一段。</p><p>二段。</p>"),
        ("甲**乙**丙", '<p>甲<hi rend="bold">乙</hi>丙</p>'),
        ("**甲[@n1]**", '<p><hi rend="bold">甲<ref target="#n1"/></hi></p>'),
        ("『書名』", "<p>『書名』</p>"),
        ("見よ[@n1]。", '<p>見よ<ref target="#n1"/>。</p>'),
        (r"\*\*甲\*\* \[@n1] \\", r"<p>**甲** [@n1] \</p>"),
        ("2 * 3 ** 4", "<p>2 * 3 ** 4</p>"),
        ("[n1] [@ 1]", "<p>[n1] [@ 1]</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("　字下げ", "<p>　字下げ</p>"),
        (" \n ", ""),
    ],
)
def test_what_is_written(text: str, made: str) -> None:
    assert written(text) == made


def test_references_are_listed() -> None:
    assert body("[@a]と**[@b.2]**").references == ["a", "b.2"]
