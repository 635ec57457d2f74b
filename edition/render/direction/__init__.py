"""One text in two directions: numerals, abbreviations, quotation marks and words like 右 and 上.

The TEI keeps the source's form; here the rendering chooses. ``choose`` works on the copy of the tree that is
going to be rendered. First it takes the forms that editors wrote for the direction (``choice`` with
``reg type="vertical"`` or ``"horizontal"``), then it applies the rules of the edition to all other words.
"""

from __future__ import annotations

from lxml import etree

from edition.render.direction.edits import Edit
from edition.render.direction.forms import Forms
from edition.render.direction.lines import lines
from edition.render.model import Writing
from edition.tei.names import XML_ID, XML_LANG, t

__all__ = ["Forms", "choose", "edits"]

_DIRECTIONS = ("vertical", "horizontal")


def choose(root: etree._Element, writing: Writing, forms: Forms) -> None:
    """Give the words under ``root``, which is changed, the forms that the direction and the rules ask for."""
    _written(root, writing)
    if forms == Forms():
        return
    for text in root.iter(t("text")):
        for line in lines(text):
            line.write(edits(line.text, writing, forms))


def edits(line: str, writing: Writing, forms: Forms) -> list[Edit]:
    """What the rules change in one line of text."""
    # Most editions keep their forms, and the patterns of the rules take long to be made.
    from edition.render.direction import arabic, kanji, latin, quotes

    found: list[Edit] = []
    if forms.numerals != "keep":
        found += kanji.edits(line) if forms.numerals == "kanji" else arabic.edits(line)
    if forms.latin == "upright" and writing == "vertical":
        found += latin.upright(line)
    elif forms.latin != "keep":
        found += latin.sideways(line, writing)
    if forms.quotes != "keep":
        found += quotes.vertical(line) if forms.quotes == "vertical" else quotes.horizontal(line)
    return found


def _written(root: etree._Element, writing: Writing) -> None:
    """Put the form for the direction, else the source's, in the place of each choice between directions."""
    for choice in list(root.iter(t("choice"))):
        found = {reg.get("type"): reg for reg in choice.iterfind(t("reg")) if reg.get("type") in _DIRECTIONS}
        form = found.get(writing, choice.find(t("orig")))
        if not found or form is None:
            continue
        form.tag, form.tail = t("seg"), choice.tail
        language = form.get(XML_LANG)
        form.attrib.clear()
        form.set("type", "form")
        for name, value in ((XML_ID, choice.get(XML_ID)), (XML_LANG, language)):
            if value:
                form.set(name, value)
        choice.getparent().replace(choice, form)  # type: ignore[union-attr]  # a choice stands in something
