"""The style sheets: the page renderer knows every property of text.css; headings take whole lines."""

from __future__ import annotations

import logging
import re

import pytest

from edition.resources import style

PHYSICAL = re.compile(
    r"^\s*(?:(?:margin|padding|border)-(?:top|right|bottom|left)|width|height)\b", re.MULTILINE
)
LEADING = 1.7


def declarations(css: str, selector: str) -> dict[str, str]:
    """The declarations of the rule with exactly this selector."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found = next(body for head, body in re.findall(r"([^{}]+)\{([^}]*)\}", css) if head.strip() == selector)
    pairs = (line.split(":", 1) for line in found.split(";") if ":" in line)
    return {name.strip(): value.strip() for name, value in pairs}


def test_weasyprint_knows_every_property_of_the_text(caplog: pytest.LogCaptureFixture) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    logger = logging.getLogger("weasyprint")
    propagate, logger.propagate = logger.propagate, True
    try:
        with caplog.at_level(logging.WARNING, logger="weasyprint"):
            weasyprint.CSS(string=style("text.css"))
            assert caplog.messages == []
            # It would say so.
            weasyprint.CSS(string="p { text-combine-upright: all }")
            assert len(caplog.messages) == 1
    finally:
        logger.propagate = propagate


def test_the_text_has_no_physical_directions() -> None:
    assert PHYSICAL.findall(style("text.css")) == []
    assert PHYSICAL.findall("p {\n  margin-left: 1em;\n}") != []


def families(name: str) -> list[list[str]]:
    """The lists of fonts that a sheet names."""
    found = re.findall(r"font-family:\s*([^;]+);", style(name))
    return [[family.strip() for family in named.split(",")] for named in found]


@pytest.mark.parametrize("name", ["text.css", "html.css"])
def test_only_generic_fonts_are_named(name: str) -> None:
    assert {family for named in families(name) for family in named} <= {"serif", "sans-serif"}


@pytest.mark.parametrize("name", ["epub.css", "epub-vertical.css", "epub-horizontal.css"])
def test_lists_of_fonts_end_with_a_generic_one(name: str) -> None:
    assert {named[-1] for named in families(name)} <= {"serif", "sans-serif"}


def lengths(expression: str) -> list[float]:
    """Each length of a value, in em of the heading: numbers, and calc() of products with --leading."""
    found = []
    for product in re.findall(r"calc\((.+?)\)(?=\s|$)|(\S+)", expression.replace("var(--leading)", "1.7")):
        length, sign = 1.0, "*"
        for token in (product[0] or product[1]).replace("1em", "1").split():
            if token in "*/":
                sign = token
            else:
                length = length * float(token) if sign == "*" else length / float(token)
        found.append(length)
    return found


@pytest.mark.parametrize(
    ("selector", "lines"),
    [(".head", 5), (".section > .head", 3), (".section .section > .head", 2)],
)
def test_headings_take_whole_lines(selector: str, lines: int) -> None:
    rule = declarations(style("text.css"), selector)
    size = float(rule["font-size"].removesuffix("em"))
    before, after = (lengths(rule["margin-block"]) * 2)[:2]
    (line,) = lengths(rule["line-height"])
    assert (line + before + after) * size / LEADING == pytest.approx(lines)


def test_vertical_writing_for_old_and_new_readers() -> None:
    rule = declarations(style("epub-vertical.css"), "html")
    modes = ("writing-mode", "-webkit-writing-mode", "-epub-writing-mode")
    assert [rule[name] for name in modes] == ["vertical-rl"] * 3
    rule = declarations(style("epub.css"), ".tcy")
    assert rule["text-combine-upright"] == "all"
    assert rule["-epub-text-combine"] == rule["-webkit-text-combine"] == "horizontal"


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_links_stand_out_from_the_text_and_from_the_page() -> None:
    colours = set(re.findall(r"color: (#[0-9a-f]{6});", style("epub.css")))
    assert colours
    for colour in colours:
        link = luminance(colour) + 0.05
        # WCAG 1.4.3 against white, and technique G183 against the text round it.
        assert 1.05 / link >= 4.5
        assert link / 0.05 >= 3
