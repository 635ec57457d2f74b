"""Lines of the source's pages and lines of the work: which ``lb`` is which; words divided at a line's end.

An ``lb`` marks a line of the page in one document and a line that its author broke in another; both write it
alike. The line of a page ends where it is full, in the midst of a sentence; a line of the work ends with one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edition.ingest.tei_source.tree import XML_SPACE, Element, Run, says
from edition.ingest.tei_source.vocabulary import BLOCKS

#: Where lines are broken for their looks: every ``lb`` in them is a line of the book.
_DISPLAYED: Final = frozenset(
    """
    head titlePart docTitle docAuthor docDate docEdition docImprint byline signed salute dateline closer opener
    trailer address addrLine cell l label speaker
    """.split()
)
_BREAKS: Final = frozenset(("lb", "pb", "cb"))
_CLOSES: Final = frozenset("。．.！？!?」』）)】〕〉》…―—：:；;”’\"'｡｣")
_HYPHENS: Final = "-\u2010\u00ad"
#: The part of breaks that ends sentences where they are lines of the work.
_MOST: Final = 0.9


def fit(root: Element, stream: str) -> None:
    """Give breaks that are the page's the ``ed`` that says so, and take hyphens out of divided words."""
    free = _free(root, stream)
    inside = [closes for _, edge, closes in free if not edge]
    of_work = bool(inside) and sum(inside) >= _MOST * len(inside)
    for one, edge, _ in free:
        if edge or not of_work:
            one.attributes["ed"] = "source"
    for holder in list(root.walk()):
        if any(child.attributes.get("break") == "no" for child in holder.elements()):
            _join(holder, stream)


def _free(root: Element, stream: str) -> list[tuple[Element, bool, bool]]:
    """Breaks that nothing says more of: (lb, at the edge of its block, after the end of a sentence)."""
    found: list[tuple[Element, bool, bool]] = []
    waiting: Element | None = None
    last = ""
    for node, displayed in _stream(root):
        if node is None:
            # A block begins or ends: the break before it stood at its edge.
            if waiting is not None:
                found[-1] = (waiting, True, False)
                waiting = None
            last = ""
        elif isinstance(node, Run):
            words = says(node, stream).strip(XML_SPACE)
            if words:
                last, waiting = words[-1], None
        elif not displayed and not _said(node):
            if waiting is not None:
                found[-1] = (waiting, True, False)
            found.append((node, not last, last in _CLOSES))
            waiting = node
    return found


def _said(one: Element) -> bool:
    return any(name in one.attributes for name in ("ed", "break", "n", "facs", "corresp", "type"))


def _stream(root: Element) -> Iterator[tuple[Element | Run | None, bool]]:
    """Runs, breaks of lines, and None where a block begins or ends; whether it is displayed."""
    stack: list[tuple[Element | Run | None, bool]] = [(root, False)]
    while stack:
        node, displayed = stack.pop()
        if not isinstance(node, Element) or node.name == "lb":
            yield node, displayed
        else:
            block = node.name in BLOCKS or node.name == "note"
            if block:
                yield None, displayed
                stack.append((None, displayed))
            inner = (
                displayed
                if node.name in ("hi", "seg", "persName", "name", "title")
                else node.name in _DISPLAYED
            )
            stack.extend((child, inner) for child in reversed(node.children))


def _join(holder: Element, stream: str) -> None:
    """Words divided at the end of a line: the hyphen goes, and the break says that there was one."""
    children: list[Element | Run] = []
    for child in holder.children:
        divides = (
            isinstance(child, Element) and child.name in _BREAKS and child.attributes.get("break") == "no"
        )
        if isinstance(child, Element) and divides and _drop_hyphen(children, stream):
            if child.name == "lb":
                child.attributes["rend"] = "hyphen"
            else:
                made = Element("lb", {"break": "no", "rend": "hyphen"}, child.line, start=child.start)
                children.append(made)
        children.append(child)
    holder.children = children


def _drop_hyphen(children: list[Element | Run], stream: str) -> bool:
    """Part the hyphen from the words before a break; the space round it is layout."""
    if not children or not isinstance(run := children[-1], Run) or run.became or run.reading is not None:
        return False
    words = stream[run.start : run.end]
    bare = words.rstrip(XML_SPACE)
    if not bare or bare[-1] not in _HYPHENS or not bare[:-1].strip(XML_SPACE):
        return False
    at = run.start + len(bare) - 1
    children[-1:] = [Run(run.start, at), Run(at, at + 1, became="wrap", rule="hyphen")]
    if at + 1 < run.end:
        children.append(Run(at + 1, run.end, became="space"))
    return True
