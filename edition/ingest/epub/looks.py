"""What style sheets say that is more than looks: emphasis marks, tate-chu-yoko, indents, the direction of lines.

Rules are read by the last part of their selectors: an element and its classes. What stands before it is not
asked; a book that gives one class two meanings says so by the direction only (``.vrtl``, ``.hltr``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from edition.ingest.epub.names import classes, kind
from edition.ingest.tei_source.tree import Element

_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE: Final = re.compile(r"([^{};]+)\{([^{}]*)\}")
_LAST: Final = re.compile(r"(?:\A|[\s>+~])([A-Za-z][\w-]*|\*)?((?:\.[^\s.:#\[>+~*]+)*)\Z")
_PREFIX: Final = re.compile(r"\A-(?:epub|webkit|moz|ms)-")
_EM: Final = re.compile(r"(-?\d+(?:\.\d+)?)em\Z")
#: More of one sheet than any book has is not read.
_LONGEST: Final = 4 << 20

_SHAPES: Final = ("sesame", "dot", "double-circle", "circle", "triangle")
#: What the HTML standard shows in another way by itself (15.3), where a sheet says nothing else.
_OF_ELEMENTS: Final = {
    "b": "bold", "strong": "bold", "i": "italic", "cite": "italic", "dfn": "italic", "var": "italic", "u": "underline",
    "ins": "underline", "s": "strike", "del": "strike", "strike": "strike", "sup": "sup", "sub": "sub", "small": "small",
    "tt": "code", "code": "code", "kbd": "code", "samp": "code",
}  # fmt: skip
#: Words of ``rend`` for words in a line, in the order in which they stand there.
INLINE: Final = (
    "emphasis", "underline", "bold", "italic", "small-caps", "strike", "small", "code", "sup", "sub", "tcy", "upright", "sideways",
)  # fmt: skip


@dataclass(slots=True)
class Looks:
    """Declarations by element and class: ("p", ""), ("", "tcy"), ("span", "em")."""

    rules: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def add(self, sheet: str) -> None:
        """Read a style sheet; what is no rule is passed over."""
        for found in _RULE.finditer(_COMMENT.sub(" ", sheet[:_LONGEST])):
            declared = dict(_declarations(found.group(2)))
            for selector in found.group(1).split(","):
                last = _LAST.search(selector.strip())
                if not declared or last is None or not (last.group(1) or last.group(2)):
                    continue
                if not last.group(2) and not _is_root(selector.strip()[: last.start(1)]):
                    # An element somewhere: what is said of it is not said of all of them.
                    continue
                name = (last.group(1) or "").lower().replace("*", "")
                for one in last.group(2).split(".")[1:] or [""]:
                    if name or one:
                        self.rules.setdefault((name, one), {}).update(declared)

    def of(self, element: Element) -> dict[str, str]:
        """What is declared of an element, its own attribute last."""
        name = kind(element)
        found = dict(self.rules.get((name, ""), {}))
        for one in classes(element):
            found |= self.rules.get(("", one), {})
            found |= self.rules.get((name, one), {})
        return found | dict(_declarations(element.attributes.get("style", "")))

    def rend(self, element: Element) -> str:
        """The words of ``rend`` for an element in a line; "" for none."""
        declared = self.of(element)
        found = set(_words(declared))
        usual = _OF_ELEMENTS.get(kind(element), "")
        upright = declared.get("font-style") == "normal" and usual == "italic"
        light = declared.get("font-weight", "") in ("normal", "400") and usual == "bold"
        if usual and not upright and not light:
            found.add(usual)
        made: list[str] = [word for word in INLINE if word in found]
        if "emphasis" in made:
            made[1:1] = _shape(declared)
        elif "underline" in made and (line := _line(declared)):
            made.insert(made.index("underline") + 1, line)
        return " ".join(made)


def vertical(declared: dict[str, str]) -> bool | None:
    """Whether lines run down; None where it is not said."""
    mode = declared.get("writing-mode", "")
    return None if not mode else mode in ("vertical-rl", "tb-rl", "vertical-lr")


def indents(declared: dict[str, str], *, down: bool) -> tuple[float, float | None, bool]:
    """Indent of a block at its line heads, of its first line besides (None: not said), whether it stands at the end.

    In em.
    """
    sides = ("top", "bottom") if down else ("left", "right")
    start = sum(
        _em(declared.get(name, "")) or 0.0
        for name in (
            f"margin-{sides[0]}",
            f"padding-{sides[0]}",
            "margin-inline-start",
            "padding-inline-start",
        )
    )
    at_end = declared.get("text-align", "") in ("right", "end")
    return start, _em(declared.get("text-indent", "")), at_end


def _is_root(before: str) -> bool:
    """Whether what stands before the last part of a selector is the whole document."""
    parts = before.replace(">", " ").split()
    return all(part.split(".")[0].split(":")[0].lower() in ("", "html", "body") for part in parts)


def _em(value: str) -> float | None:
    found = _EM.match(value)
    if found:
        return float(found.group(1))
    return 0.0 if value in ("0", "0px", "0%") else None


def _declarations(block: str) -> Iterable[tuple[str, str]]:
    for one in block.split(";"):
        name, colon, value = one.partition(":")
        if not colon:
            continue
        name = _PREFIX.sub("", name.strip().lower())
        value = " ".join(value.replace("!important", "").lower().split())
        if name in ("margin", "padding"):
            yield from _sides(name, value.split())
        elif name == "text-emphasis":
            yield "text-emphasis-style", value
        elif name == "text-decoration":
            yield from (("text-decoration-line", value), ("text-decoration-style", value))
        elif name in ("text-combine", "text-combine-horizontal"):
            yield "text-combine-upright", value
        else:
            yield name, value


def _sides(name: str, values: list[str]) -> Iterable[tuple[str, str]]:
    if 1 <= len(values) <= 4:
        top, right, bottom, left = (values * 4)[:4] if len(values) in (1, 2, 4) else (*values, values[1])
        yield from zip(
            (f"{name}-top", f"{name}-right", f"{name}-bottom", f"{name}-left"),
            (top, right, bottom, left),
            strict=True,
        )


def _words(declared: dict[str, str]) -> Iterable[str]:
    emphasis = declared.get("text-emphasis-style", "none")
    if emphasis != "none":
        yield "emphasis"
    if declared.get("text-combine-upright", "none") not in ("none", "initial"):
        yield "tcy"
    orientation = declared.get("text-orientation", "")
    if orientation in ("upright", "sideways", "sideways-right", "rotate-right"):
        yield "upright" if orientation == "upright" else "sideways"
    weight = declared.get("font-weight", "")
    if weight in ("bold", "bolder", "600", "700", "800", "900"):
        yield "bold"
    if declared.get("font-style", "") in ("italic", "oblique"):
        yield "italic"
    line = declared.get("text-decoration-line", "")
    if "underline" in line or "overline" in line:
        yield "underline"
    if "line-through" in line:
        yield "strike"
    if declared.get("vertical-align", "") in ("super", "sub"):
        yield "sup" if declared["vertical-align"] == "super" else "sub"
    if "small-caps" in declared.get("font-variant", "") + declared.get("font-variant-caps", ""):
        yield "small-caps"


def _shape(declared: dict[str, str]) -> list[str]:
    style = declared.get("text-emphasis-style", "")
    shape = next((one for one in _SHAPES if one in style), "")
    words = [f"open-{shape}" if "open" in style else shape] if shape else []
    if "under" in declared.get("text-emphasis-position", ""):
        words.append("under")
    return words


def _line(declared: dict[str, str]) -> str:
    style = declared.get("text-decoration-style", "")
    return next((one for one in ("double", "dotted", "dashed", "wavy") if one in style), "")
