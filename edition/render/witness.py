"""A witness as a text of its own: the base with the readings that the apparatus has for it.

Blocks keep their ids, so that a witness corresponds to the text block by block.
"""

from __future__ import annotations

import copy
from typing import Final

from lxml import etree

from edition.tei.names import XML_ID, local, t

#: What an edition adds to its text, and a witness does not have.
_OF_THE_EDITION: Final = ("note", "noteGrp", "pb", "cb", "fw")


def has_readings(root: etree._Element, witness: str) -> bool:
    """Whether the apparatus of a document names a witness, by its xml:id."""
    return any(f"#{witness}" in reading.get("wit", "").split() for reading in root.iter(t("rdg"), t("lem")))


def as_text(root: etree._Element, witness: str) -> etree._Element:
    """The document as the witness has it: its readings in place of the lemmas, without notes and emendations.

    What it has lost is gone; blocks that are left without a word go, too.
    """
    made = copy.deepcopy(root)
    ends = {end.get(XML_ID, ""): end for end in made.iter(t("seg")) if end.get("type") == "lemma-end"}
    for app in list(made.iter(t("app"))):
        chosen = _reading(app, witness)
        end = ends.get(app.get("to", "")[1:])
        if end is not None and chosen is not None and local(chosen.tag) == "rdg":
            _clear(made, app, end)
        _unwrap(app, chosen)
    for choice in list(made.iter(t("choice"))):
        for corrected in choice.findall(t("corr")):
            if choice.find(t("sic")) is not None:
                _remove(corrected)
        if choice.find(t("corr")) is None and choice.find(t("sic")) is not None:
            _unwrap(choice, choice.find(t("sic")))
    for element in list(made.iter(*map(t, _OF_THE_EDITION))):
        _remove(element)
    for reference in list(made.iter(t("ref"))):
        if reference.get("type") in ("noteref", "note"):
            _remove(reference)
    for end in list(made.iter(t("anchor"))):
        _remove(end)
    for block in [*made.iter(t("p"), t("ab"), t("l")), *made.iter(t("lg"))]:
        if not "".join(map(str, block.itertext())).strip() and block.find(".//{*}graphic") is None:
            _remove(block)
    return made


def _reading(app: etree._Element, witness: str) -> etree._Element | None:
    """The reading of a witness; the lemma where it has none of its own."""
    for reading in app.iter(t("rdg")):
        around = reading.getparent()
        while around is not None and local(around.tag) == "rdgGrp":
            around = around.getparent()
        if around is app and f"#{witness}" in reading.get("wit", "").split():
            return reading
    return app.find(t("lem"))


def _clear(root: etree._Element, app: etree._Element, end: etree._Element) -> None:
    """Take away the words after an entry up to the last ones of its lemma, which is a stretch of several blocks."""
    inside = False
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if inside:
                element.text = None
        elif element is end:
            return
        else:
            inside = inside or element is app
            if inside:
                element.tail = None


def _unwrap(element: etree._Element, chosen: etree._Element | None) -> None:
    """Put the content of one of its children in the place of an element; nothing, where there is none."""
    parent = element.getparent()
    if parent is None:
        return
    if chosen is not None:
        _text_before(element, chosen.text or "")
        for child in list(chosen):
            element.addprevious(child)
    _remove(element)


def _text_before(element: etree._Element, text: str) -> None:
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def _remove(element: etree._Element) -> None:
    """Take an element out; what follows it stays."""
    parent = element.getparent()
    if parent is not None:
        _text_before(element, element.tail or "")
        parent.remove(element)
