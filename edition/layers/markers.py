"""Edges of annotations in the tree, and wrapping what stands between two of them.

All edges are put into the tree first, as processing instructions, from each block's end to its beginning, so
that the map of its reading stays true while they are placed. From then on an edge is a node that moves with
the tree: it does not matter how many wrappers come between two others, and each edge costs the same.
"""

from __future__ import annotations

from lxml import etree

from edition.tei import XML_ID, t
from edition.tei.reading import Atom, Point, is_silent

#: Inline elements that may be taken apart where a range begins or ends within them.
_SPLITTABLE = frozenset(
    t(name) for name in ("hi", "emph", "foreign", "seg", "q", "quote", "distinct", "mentioned")
)
#: Parts of an element that is taken whole: an edge inside moves out of the whole or not at all.
_PARTS = frozenset(
    t(name) for name in ("rb", "rt", "sic", "corr", "orig", "reg", "abbr", "expan", "lem", "rdg")
)
_WHOLES = frozenset(t(name) for name in ("ruby", "choice", "app"))


def marker(number: int) -> etree._Element:
    """An edge that can stand anywhere in the tree."""
    node: etree._Element = etree.ProcessingInstruction("edition", str(number))
    return node


def put(mark: etree._Element, place: Point | Atom) -> None:
    """Put an edge at a place of a reading. A block's edges have to be put from its end to its beginning."""
    if isinstance(place, Atom):
        place.element.addprevious(mark)
        return
    element, at = place.element, place.index
    if place.tail:
        text = element.tail or ""
        element.tail = None
        mark.tail = text[at:] or None
        element.addnext(mark)
        element.tail = text[:at] or None
    else:
        text = element.text or ""
        mark.tail = text[at:] or None
        element.text = text[:at] or None
        element.insert(0, mark)


def lift(node: etree._Element) -> None:
    """Take a node out of the tree; its tail stays where it was."""
    parent = node.getparent()
    if parent is None:
        return
    tail, before = node.tail, node.getprevious()
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    node.tail = None
    parent.remove(node)


def insert_after(node: etree._Element, new: etree._Element) -> None:
    """Put ``new`` right after ``node``, before the node's tail."""
    tail = node.tail
    node.tail = None
    new.tail = tail
    node.addnext(new)


def out_of_wholes(mark: etree._Element, block: etree._Element) -> None:
    """Move an edge that other annotations have enclosed (in a ``sic``, a ``rb``, …) to after the whole.

    A lemma is the text itself, and may be long: an edge in it stays there.
    """
    outer = [up for up in _ancestors(mark, block) if up.tag in _WHOLES and up.tag != t("app")]
    if outer:
        lift(mark)
        insert_after(outer[-1], mark)


def range_between(start: etree._Element, end: etree._Element, block: etree._Element) -> etree._Element | None:
    """Bring two edges to one level, so that what stands between them can be wrapped.

    Returns None when they are, else the element that would have to be taken apart. A range that covers all of a
    ruby or a correction takes it whole.
    """
    above = _ancestors(start, block)
    common: etree._Element | None = next(up for up in _ancestors(end, block) if up in above)
    # Inside a whole nothing is wrapped: both edges have to leave it.
    outer = [up for up in above if up.tag in _WHOLES and up in (common, *_ancestors(end, block))]
    if outer:
        common = outer[-1].getparent()
    for edge, forward in ((start, False), (end, True)):
        while (parent := edge.getparent()) is not common:
            assert parent is not None
            whole = parent.getparent() if parent.tag in _PARTS else parent
            assert whole is not None
            if not _content(edge, forward):
                lift(edge)
                if forward:
                    insert_after(whole, edge)
                else:
                    whole.addprevious(edge)
            elif parent.tag in _SPLITTABLE:
                _split(parent, edge)
            else:
                return whole
    return None


def pieces(
    start: etree._Element, end: etree._Element, block: etree._Element
) -> list[tuple[etree._Element, etree._Element]]:
    """Parts of a range that can be wrapped each for itself, in order: pairs of edges of one level.

    New edges are put where the range enters or leaves an element. A part without words is left out.
    """
    above = _ancestors(start, block)
    common: etree._Element = next(up for up in _ancestors(end, block) if up in above)
    head: list[tuple[etree._Element, etree._Element]] = []
    tail: list[tuple[etree._Element, etree._Element]] = []
    first, last = start, end
    while (parent := first.getparent()) is not common:
        assert parent is not None
        close, following = marker(0), marker(0)
        parent.append(close)
        insert_after(parent, following)
        head.append((first, close))
        first = following
    while (parent := last.getparent()) is not common:
        assert parent is not None
        opening, before = marker(0), marker(0)
        opening.tail, parent.text = parent.text, None
        parent.insert(0, opening)
        parent.addprevious(before)
        tail.append((opening, last))
        last = before
    middle = (first, last)
    return [pair for pair in (*head, middle, *reversed(tail)) if _speak_between(*pair)]


def _speak_between(start: etree._Element, end: etree._Element) -> bool:
    if start.tail:
        return True
    for node in start.itersiblings():
        if node is end:
            return False
        if _speaks(node) or node.tail:
            return True
    return False


def dissolve(element: etree._Element) -> tuple[etree._Element, etree._Element]:
    """Take an element away from round its words; the edges that stand where it began and ended."""
    start, end = marker(0), marker(0)
    start.tail, element.text = element.text, None
    element.addprevious(start)
    for node in list(element):
        element.addprevious(node)
    element.addprevious(end)
    lift(element)
    return start, end


def between(start: etree._Element, end: etree._Element, block: etree._Element) -> list[etree._Element]:
    """All elements that begin between two edges, in order."""
    found: list[etree._Element] = []
    inside = False
    for node in block.iter():
        if node is end:
            break
        if inside and isinstance(node.tag, str):
            found.append(node)
        inside = inside or node is start
    return found


def wrap(start: etree._Element, end: etree._Element, wrapper: etree._Element) -> None:
    """Move everything between two edges of one level into ``wrapper``, which comes to stand there."""
    wrapper.text = start.tail
    start.tail = None
    node = start.getnext()
    while node is not None and node is not end:
        following = node.getnext()
        wrapper.append(node)
        node = following
    start.addnext(wrapper)


def silent_within(wrapper: etree._Element) -> list[etree._Element]:
    """What has no share in a range's words: notes, their marks, page breaks, furniture.

    In order; the content of a silent element is not looked at.
    """
    found: list[etree._Element] = []
    walk = etree.iterwalk(wrapper, events=("start",))
    for _, element in walk:
        if is_silent(element) and element.tag != t("rt"):
            found.append(element)
            walk.skip_subtree()
    return found


def offset(mark: etree._Element, block: etree._Element) -> int:
    """How many characters of the block's whole text content (XPath's string value) stand before an edge."""
    count = 0
    for event, node in etree.iterwalk(block, events=("start", "end", "pi", "comment")):
        if node is mark:
            break
        if event == "start":
            count += len(node.text or "")
        elif node is not block:
            count += len(node.tail or "")
    return count


def _ancestors(node: etree._Element, block: etree._Element) -> list[etree._Element]:
    found = []
    for up in node.iterancestors():
        found.append(up)
        if up is block:
            break
    return found


def _content(edge: etree._Element, forward: bool) -> bool:
    """Whether words that are read stand between an edge and the end (or beginning) of its parent."""
    parent = edge.getparent()
    assert parent is not None
    if forward:
        if edge.tail:
            return True
        return any(_speaks(node) or node.tail for node in edge.itersiblings())
    if parent.text:
        return True
    return any(_speaks(node) or node.tail for node in edge.itersiblings(preceding=True))


def _speaks(node: etree._Element) -> bool:
    if not isinstance(node.tag, str) or is_silent(node):
        return False
    return bool(node.text) or any(_speaks(child) or child.tail for child in node)


def _split(parent: etree._Element, edge: etree._Element) -> None:
    """Take ``parent`` apart at an edge, which comes to stand between. The id stays with the first part."""
    rest = etree.Element(parent.tag, {str(key): str(value) for key, value in parent.items() if key != XML_ID})
    rest.text = edge.tail
    edge.tail = None
    for node in list(edge.itersiblings()):
        rest.append(node)
    parent.remove(edge)
    insert_after(parent, rest)
    parent.addnext(edge)
