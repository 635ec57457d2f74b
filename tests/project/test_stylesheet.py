"""What is wrong in a style.css is said, with its line, and nothing that is right."""

from __future__ import annotations

import pytest

from edition import resources
from edition.diagnostics import Findings
from edition.project import stylesheet


@pytest.mark.parametrize(
    ("css", "told"),
    [
        ("p { color: black }", []),
        ("/* only words */", []),
        ("@page :left { margin: 1cm; @top-left { content: 'x' } }", []),
        ("@media print { p { color: black } }", []),
        ("p { background: url(#here) }", []),
        ("p { color: black; font }", [("CFG-018", 1)]),
        ("p { }\n}", [("CFG-018", 2)]),
        ("p {\n  color black;\n  margin: 0 }", [("CFG-018", 2)]),
        ("@media print {\n p { color }\n}", [("CFG-018", 2)]),
        ("@import url(more.css);", [("CFG-019", 1)]),
        ("p {}\n.x { background: top url('a.png') }", [("CFG-019", 2)]),
        ("@font-face { font-family: A; src: url(a.otf) }", [("CFG-019", 1)]),
    ],
)
def test_what_is_told(css: str, told: list[tuple[str, int]]) -> None:
    findings = Findings()
    stylesheet.check(css, "style.css", findings)
    assert [(one.code, one.where.line) for one in findings] == told


@pytest.mark.parametrize("name", ["text.css", "print.css", "epub.css", "html.css"])
def test_the_sheets_of_every_edition_are_sound(name: str) -> None:
    findings = Findings()
    stylesheet.check(resources.style(name), name, findings)
    assert list(findings) == []
