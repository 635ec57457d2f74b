"""A body for a note that the source calls but does not have.

What is named is the printed mark (``（52）``) or its number (``52``), which no reading holds; or the words
just before it. Prefix and suffix are the words around the mark.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers import markers
from edition.layers.anchors import Index, State
from edition.layers.kinds import Context, note, place_of
from edition.layers.model import Annotation, Target
from edition.tei import XML_ID, t
from edition.tei.reading import is_block, read, unwrapped


@dataclass(frozen=True, slots=True)
class _Mark:
    element: etree._Element
    printed: str
    before: str
    after: str
    offset: int

    def shown(self) -> str:
        id_ = self.element.get(XML_ID) or "?"
        return f"{id_} …{self.before[-6:]}[{self.printed}]{self.after[:6]}…"


def supply(items: list[Annotation], context: Context) -> list[Annotation]:
    """Turn unresolved references into calls and put the notes after them.

    LAY-012 when no unresolved mark fits, LAY-004 when several do; the annotations for which that was said are
    returned.
    """
    lost = []
    marks = _marks(context.root) if items else []
    for item in items:
        mark = _find(item, [one for one in marks if one.element.get("subtype") == "unresolved"], context)
        if mark is None:
            lost.append(item)
            continue
        made = note(item, context)
        if made is not None:
            _resolve(mark.element, made, item.id)
    return lost


def places(
    items: list[Annotation], root: etree._Element, index: Index, findings: Findings
) -> dict[str, tuple[int, int]]:
    """The block and the offset of each one's mark, by its id; LAY-004 or LAY-012 for those that have none."""
    marks = _marks(root) if items else []
    found: dict[str, tuple[int, int]] = {}
    for item in items:
        mark = _find(item, marks, Context(root, index, set(), {}, findings))
        block = next((up for up in mark.element.iterancestors() if is_block(up)), None) if mark else None
        if mark is not None and block is not None:
            found[item.id] = (index.ordinal[block], mark.offset)
            marks = [one for one in marks if one is not mark]
    return found


def states(items: list[Annotation], root: etree._Element, index: Index) -> dict[str, State]:
    """What would become of each, by its id: ``here``, ``several`` or ``gone``; nothing is changed or told."""
    marks = _marks(root) if items else []
    found: dict[str, State] = {}
    for item in items:
        said = Findings()
        mark = _find(item, marks, Context(root, index, set(), {}, said))
        several = any(finding.code == "LAY-004" for finding in said)
        found[item.id] = "here" if mark is not None else "several" if several else "gone"
        marks = [one for one in marks if one is not mark]
    return found


def _resolve(call: etree._Element, made: etree._Element, id_: str) -> None:
    call.set("type", "noteref")
    del call.attrib["subtype"]
    call.set("target", f"#{id_}")
    if number := call.get("n"):
        made.set("n", number)
        del call.attrib["n"]
    markers.insert_after(call, made)


def _find(item: Annotation, marks: list[_Mark], context: Context) -> _Mark | None:
    target, where = item.on, place_of(item, "on")
    scope = context.index.ids.get(target.within, context.root if not target.within else None)
    if scope is None:
        hint = "name the block in which the mark stands, or the mark's own id"
        context.findings.error("LAY-012", f"there is no {target.within}", where, hint)
        return None
    inside = [mark for mark in marks if scope in (mark.element, *mark.element.iterancestors())]
    fitting = [mark for mark in inside if _fits(mark, target)]
    if len(fitting) > 1 and target.position >= 0:
        fitting = [mark for mark in fitting if mark.offset == target.position] or fitting
    if len(fitting) == 1:
        return fitting[0]
    _report(item, context, where, fitting, inside)
    return None


def _report(
    item: Annotation, context: Context, where: Place, fitting: list[_Mark], inside: list[_Mark]
) -> None:
    quoted = f"「{unwrapped(item.on.quote)}」"
    if fitting:
        listed = "; ".join(mark.shown() for mark in fitting[:4])
        message = f"{quoted} fits {len(fitting)} unresolved marks: {listed}"
        context.findings.error(
            "LAY-004", message, where, "name one of them with in:, or give a prefix or suffix"
        )
        return
    listed = "; ".join(mark.shown() for mark in inside[:4]) or "there is none"
    message = f"no unresolved mark {quoted}; unresolved here: {listed}"
    context.findings.error("LAY-012", message, where, "quote the mark as printed, or its number")


def _marks(root: etree._Element) -> list[_Mark]:
    """All unresolved marks in the document's order, each with the words of its block around it."""
    found = []
    blocks: dict[etree._Element, tuple[str, dict[etree._Element, int]]] = {}
    for ref in root.iter(t("ref")):
        block = next((up for up in ref.iterancestors() if is_block(up)), None)
        if ref.get("type") != "note" or ref.get("subtype") != "unresolved" or block is None:
            continue
        if block not in blocks:
            words = read(block)
            blocks[block] = (words.text, {element: offset for offset, element in words.marks})
        text, offsets = blocks[block]
        offset = offsets.get(ref, 0)
        found.append(
            _Mark(ref, "".join(str(part) for part in ref.itertext()), text[:offset], text[offset:], offset)
        )
    return found


def _fits(mark: _Mark, target: Target) -> bool:
    if not target.quote:
        return True
    quote = unwrapped(target.quote)
    number = unicodedata.normalize("NFKC", quote)
    before, after = target.prefix.replace("\n", ""), target.suffix.replace("\n", "")
    # Brackets of one width or the other are the same mark.
    if number in (unicodedata.normalize("NFKC", mark.printed), mark.element.get("n")):
        return mark.before.endswith(before) and mark.after.startswith(after)
    return mark.before.endswith(before + quote) and mark.after.startswith(after)
