"""Where a selection of a text begins and ends.

A quotation is found as those of annotations are (:mod:`edition.layers.anchors`): one place that fits, or a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers import Annotation, Target
from edition.layers.anchors import Index, locate
from edition.layers.markers import insert_after, marker, put
from edition.reader.model import Selection, Stretch
from edition.tei import XML_ID, t
from edition.tei.reading import unwrapped


def mark(
    root: etree._Element, selection: Selection, findings: Findings, where: Place
) -> list[etree._Element]:
    """Put a mark into the text where each stretch begins and ends; the marks in order, two a stretch.

    ``where`` is the place of the selection in edition.toml. A stretch that is not found or not clear is RDR-003.
    """
    made: list[etree._Element] = []
    quoted: list[tuple[Target, etree._Element, bool]] = []
    for stretch in selection.stretches:
        begin, end = marker(len(made)), marker(len(made) + 1)
        made += [begin, end]
        if stretch.kind == "section":
            section = _section(root, stretch.first, findings, where)
            if section is not None:
                section.addprevious(begin)
                insert_after(section, end)
        elif stretch.kind == "pages":
            _pages(root, stretch, begin, end, findings, where)
        else:
            quoted.append((Target(stretch.first), begin, False))
            if stretch.last:
                quoted.append((Target(stretch.last), end, True))
            else:
                _body(root).append(end)
    _put_quoted(root, quoted, findings, where)
    return made


def _body(root: etree._Element) -> etree._Element:
    body = root.find(f"{t('text')}/{t('body')}")
    assert body is not None, "the profile has a body in every text"
    return body


def _section(root: etree._Element, name: str, findings: Findings, where: Place) -> etree._Element | None:
    """The division with an id, or with a heading that says so."""
    divisions = list(root.iter(t("div")))
    found = [one for one in divisions if one.get(XML_ID) == name]
    found = found or [one for one in divisions if _heading(one) == _plain(name)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = "、".join(one.get(XML_ID) or "without id" for one in found)
        findings.error(
            "RDR-003", f"{len(found)} sections are called 「{name}」: {ids}", where, "name one by its xml:id"
        )
        return None
    named = "、".join(f"「{heading}」" for heading in map(_heading, divisions[:8]) if heading)
    findings.error(
        "RDR-003",
        f"no section is called 「{name}」",
        where,
        f"there are {named}" if named else "take the whole text",
    )
    return None


def _heading(division: etree._Element) -> str:
    head = division.find(t("head"))
    return "" if head is None else _plain("".join(_spoken(head)))


def _spoken(element: etree._Element) -> Iterator[str]:
    """The words of a heading without its readings and notes."""
    if element.tag in (t("rt"), t("note"), t("ref")):
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _spoken(child)
        yield child.tail or ""


def _plain(text: str) -> str:
    return re.sub(r"[\s\u3000]+", " ", text).strip()


def _pages(
    root: etree._Element,
    stretch: Stretch,
    begin: etree._Element,
    end: etree._Element,
    findings: Findings,
    where: Place,
) -> None:
    breaks = list(_body(root).iter(t("pb")))
    numbers = [one.get("n", "") for one in breaks]
    ends = []
    for number in (stretch.first, stretch.last or stretch.first):
        count = numbers.count(number)
        if count != 1:
            has = f"from {numbers[0]} to {numbers[-1]}" if numbers else "not numbered"
            said = f"{count} times" if count else "not there"
            findings.error("RDR-003", f"page {number} of the source is {said}", where, f"its pages are {has}")
            return
        ends.append(numbers.index(number))
    first, last = ends
    if last < first:
        findings.error(
            "RDR-003", f"page {stretch.last} stands before page {stretch.first}", where, "turn them round"
        )
        return
    _outside_of_notes(breaks[first]).addprevious(begin)
    if last + 1 < len(breaks):
        following = _outside_of_notes(breaks[last + 1])
        if following is breaks[last + 1]:
            following.addprevious(end)
        else:
            # A note that goes on over the page stays whole.
            insert_after(following, end)
    else:
        _body(root).append(end)


def _outside_of_notes(element: etree._Element) -> etree._Element:
    """An element, or the note in which it stands."""
    return next((up for up in reversed([*element.iterancestors(t("note"))])), element)


def _put_quoted(
    root: etree._Element, quoted: list[tuple[Target, etree._Element, bool]], findings: Findings, where: Place
) -> None:
    """Put marks before the first and after the last of quoted words."""
    if not quoted:
        return
    index = Index(root)
    places = []
    for target, node, after in quoted:
        located = locate(Annotation("", target, "note", "", where.file, where.line), index)
        if located.place is None or located.state == "moved":
            said = unwrapped(target.quote)
            listed = index.listed(located.candidates)
            message = (
                f"「{said}」 is not in the text"
                if not located.candidates
                else f"「{said}」 is not clear: {listed}"
            )
            findings.error("RDR-003", message, where, "quote words that stand once in the text")
            continue
        place = located.place
        places.append((place.block, place.end if after else place.start, after, node))
    # From the end of each block to its beginning: so the map of its reading stays true.
    for block, offset, after, node in sorted(places, key=lambda one: one[:3], reverse=True):
        reading = index.readings[block]
        whole = offset >= len(reading.text) if after else offset == 0
        if whole and reading.block.tag != t("note"):
            # All of a paragraph: the edge stands outside of it.
            if after:
                insert_after(reading.block, node)
            else:
                reading.block.addprevious(node)
        else:
            put(node, reading.after(offset) if after else reading.before(offset))
