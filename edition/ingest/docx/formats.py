"""What a run looks like: the properties of characters that mean something to a reader (29500-1, 17.3.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from edition.ingest.docx.names import attr, child, is_on, name, number

#: w:em, by the words of ``hi/@rend`` (docs/tei-profile.md). Word draws its "comma" as a sesame dot.
EMPHASIS: Final = {
    "dot": "emphasis dot",
    "comma": "emphasis sesame",
    "circle": "emphasis open-circle",
    "underDot": "emphasis dot under",
}

#: w:u, by CSS's words for lines (text-decoration-style, -thickness).
UNDERLINE: Final = {
    "single": "underline",
    "words": "underline",
    "double": "underline double",
    "thick": "underline thick",
    "dotted": "underline dotted",
    "dottedHeavy": "underline dotted thick",
    "dash": "underline dashed",
    "dashedHeavy": "underline dashed thick",
    "dashLong": "underline dashed",
    "dashLongHeavy": "underline dashed thick",
    "dotDash": "underline dashed",
    "dashDotHeavy": "underline dashed thick",
    "dotDotDash": "underline dashed",
    "dashDotDotHeavy": "underline dashed thick",
    "wave": "underline wavy",
    "wavyHeavy": "underline wavy thick",
    "wavyDouble": "underline wavy double",
}

_SWITCHES: Final = {
    "w:b": "bold",
    "w:i": "italic",
    "w:strike": "strike",
    "w:dstrike": "strike",
    "w:smallCaps": "small-caps",
}
_HIGH: Final = {"superscript": "sup", "subscript": "sub"}
_BRACKETS: Final = {"round": "（）", "square": "［］", "angle": "〈〉", "curly": "｛｝"}


@dataclass(frozen=True, slots=True)
class Format:
    """How a run is set. ``words`` are words of @rend; ``size`` is in half points, 0 where nothing is said."""

    emphasis: str = ""
    underline: str = ""
    words: frozenset[str] = frozenset()
    #: The name of the author's own style.
    style: str = ""
    #: Groups of tate-chu-yoko and of warichu: runs of one group belong together.
    tcy: str = ""
    warichu: str = ""
    brackets: str = ""
    size: int = 0
    #: Half points above the line; below it where negative.
    raised: int = 0
    hidden: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing sets it apart."""
        return self == Format(size=self.size, raised=self.raised)


def applied(base: Format, properties: etree._Element | None) -> Format:
    """``base`` with the properties of a ``w:rPr`` on top."""
    if properties is None or len(properties) == 0:
        return base
    emphasis, underline, words = base.emphasis, base.underline, set(base.words)
    changed: dict[str, object] = {}
    for one in properties:
        here = name(one)
        if here in _SWITCHES:
            (words.add if is_on(one) else words.discard)(_SWITCHES[here])
        elif here == "w:em":
            emphasis = EMPHASIS.get(attr(one, "w:val"), "")
        elif here == "w:u":
            underline = UNDERLINE.get(attr(one, "w:val"), "")
        elif here == "w:vertAlign":
            words -= {"sup", "sub"}
            words |= {_HIGH[value] for value in [attr(one, "w:val")] if value in _HIGH}
        elif here == "w:bdr":
            (words.add if is_on(one) else words.discard)("frame")
        elif here == "w:sz":
            changed["size"] = number(attr(one, "w:val")) or 0
        elif here == "w:position":
            changed["raised"] = number(attr(one, "w:val")) or 0
        elif here == "w:vanish":
            changed["hidden"] = is_on(one)
        elif here == "w:eastAsianLayout":
            changed.update(_layout(one))
    return replace(base, emphasis=emphasis, underline=underline, words=frozenset(words), **changed)  # type: ignore[arg-type]


def _layout(element: etree._Element) -> dict[str, object]:
    """w:eastAsianLayout (17.3.2.10): horizontal in vertical, or two lines in one."""
    group = attr(element, "w:id") or "0"
    if attr(element, "w:combine").lower() in ("1", "true", "on"):
        return {"warichu": group, "brackets": _BRACKETS.get(attr(element, "w:combineBrackets"), "")}
    if attr(element, "w:vert").lower() in ("1", "true", "on"):
        return {"tcy": group}
    return {}


def change_of(properties: etree._Element | None, kind: str) -> etree._Element | None:
    """The mark of a tracked change in properties: ``w:ins`` or ``w:del``."""
    return child(properties, kind)
