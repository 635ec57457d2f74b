"""A body for a note that the source calls but does not have.

What is named is the printed mark (``（52）``) or its number (``52``), which no reading holds; or the words
just before it. Prefix and suffix are the words around the mark. A mark that is not where its target says is looked
for in the whole text: by its number and what agrees of its surroundings; then among the words, where a text
that was made anew has it as words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from edition.diagnostics import Findings
from edition.layers import markers
from edition.layers.again import AHEAD, resemblance
from edition.layers.anchors import Anchor, Index, State, locate
from edition.layers.kinds import Context, note, place_of
from edition.layers.model import Annotation, Target
from edition.tei import XML_ID, t
from edition.tei.reading import is_block, read, unwrapped

#: Characters of surroundings without which a mark is not looked for elsewhere.
_EVIDENCE = 6
#: Characters on each side in a target that is written for a mark.
_WIDTH = 8
#: What can be nothing but the mark of a note, where it stands among words.
_MARK = re.compile(
    r"[(\[〔〈【](?:[注註原訳]\s*)?\d{1,4}[)\]〕〉】]|[注註]\s*\d{1,4}|[*†‡]+\s*\d{0,4}|※\s*\d{1,4}"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a missing note: its element, how it is printed, and the words of its block round it."""

    element: etree._Element
    block: etree._Element
    printed: str
    before: str
    after: str
    offset: int
    #: The printed mark in one width of brackets, and the number of the note: what a quotation can name it by.
    names: tuple[str, str]

    def shown(self) -> str:
        """As an editor sees it."""
        id_ = self.element.get(XML_ID) or "?"
        return f"{id_} …{self.before[-6:]}[{self.printed}]{self.after[:6]}…"


@dataclass(frozen=True, slots=True)
class Found:
    """What became of the target of one: a mark, or words that are to be the mark; else none, with ``candidates``."""

    state: State
    mark: Mark | None = None
    words: Anchor | None = None
    candidates: tuple[Mark | Anchor, ...] = ()
    #: What is the matter where it was found elsewhere, or not at all.
    why: str = ""


def located(items: Sequence[Annotation], index: Index, taken: Collection[Anchor] = ()) -> dict[str, Found]:
    """Where the marks of notes are, by the annotations' ids; nothing is changed or told.

    No mark is given to two. ``taken`` are words that other annotations make marks of.
    """
    marks = _marks(index.root) if items else []
    found: dict[str, Found] = {}
    for item in items:
        one = _locate(item, marks, index, taken)
        found[item.id] = one
        marks = [mark for mark in marks if mark is not one.mark]
    return found


def calls(items: Iterable[Annotation], found: Mapping[str, Found]) -> list[tuple[Annotation, Anchor]]:
    """Annotations that make marks of words, for the notes that have only those, with their places."""
    asked = ((item, found[item.id].words) for item in items)
    return [
        (replace(item, id=_call(item), kind="unresolved", given={}), words)
        for item, words in asked
        if words is not None
    ]


def supply(items: list[Annotation], found: Mapping[str, Found], context: Context) -> list[Annotation]:
    """Turn unresolved references into calls and put the notes after them.

    LAY-012 when no unresolved mark fits, LAY-004 when several do; the annotations for which that was said are
    returned. LAY-010 where a mark was found again elsewhere.
    """
    lost = []
    # Marks that layers have made just now: for these notes, or because an annotation says so.
    fresh = [mark for mark in _marks(context.root) if mark.element.get("resp")] if items else []
    made_of_words = {mark.element.get(XML_ID): mark.element for mark in fresh}
    for item in items:
        one = found[item.id]
        if fresh and one.mark is None and one.words is None:
            again = _locate(item, [mark for mark in fresh if _is_open(mark)], context.index, ())
            one = again if again.mark is not None else one
        element = made_of_words.get(_call(item)) if one.words is not None else None
        if one.mark is not None and _is_open(one.mark):
            element = one.mark.element
        report(item, one, context.index, context.findings)
        if element is None:
            lost.append(item)
            continue
        made = note(item, context)
        if made is not None:
            _resolve(element, made, item.id)
    return lost


def report(item: Annotation, one: Found, index: Index, findings: Findings) -> None:
    """Say what became of a target that is not simply where it says."""
    where = place_of(item, "on")
    quoted = f"「{unwrapped(item.on.quote)}」"
    listed = "; ".join(
        mark.shown() if isinstance(mark, Mark) else index.shown(mark) for mark in one.candidates[:4]
    )
    if one.state == "moved":
        shown = one.mark.shown() if one.mark is not None else index.shown(one.words) if one.words else ""
        message = f"{quoted} {one.why}; it was found again in {shown}"
        findings.warning("LAY-010", message, where, f"look at it, then: edition layer accept DIR {item.id}")
    elif one.state == "several":
        message = f"{quoted} fits {len(one.candidates)} unresolved marks: {listed}"
        findings.error("LAY-004", message, where, "name one of them with in:, or give a prefix or suffix")
    elif one.state == "gone":
        if one.why:
            message = f"{quoted} {one.why}" + (f"; perhaps: {listed}" if listed else "")
            hint = "name the block in which the mark stands, or the mark's own id"
            if listed:
                hint += f"; or take the first of these: edition layer accept DIR --take 1 {item.id}"
            findings.error("LAY-012", message, where, hint)
            return
        message = f"no unresolved mark {quoted}; unresolved here: {listed or 'there is none'}"
        findings.error("LAY-012", message, where, "quote the mark as printed, or its number")


def marks(root: etree._Element, quote: str = "") -> list[Mark]:
    """The marks of missing notes, in order; with ``quote`` those that are printed so or have that number."""
    return [one for one in _marks(root) if not quote or _plain(quote) in one.names]


def place(one: Found, index: Index) -> Anchor | None:
    """Where an annotation's mark is among the words: the character before it, else the one after it."""
    if one.mark is None:
        return one.words
    block = index.ordinal[one.mark.block]
    start = one.mark.offset - 1 if one.mark.before and not one.mark.before.endswith("\n") else one.mark.offset
    return Anchor(block, start, start + 1) if start < len(index.readings[block].text) else None


def chosen(one: Found, number: int) -> Found:
    """One of the candidates, counted from 1, as the place that is meant."""
    meant = one.candidates[number - 1]
    return Found("moved", meant) if isinstance(meant, Mark) else Found("moved", words=meant)


def target(one: Found, index: Index) -> Target | None:
    """A target by which a mark can be found again; None where it was not found."""
    if one.mark is not None:
        within = one.mark.block.get(XML_ID) or index.id_of(index.ordinal[one.mark.block])
        before = one.mark.before[-_WIDTH:].rpartition("\n")[2]
        return Target(one.mark.printed, within, before, one.mark.after[:_WIDTH].partition("\n")[0])
    if one.words is None:
        return None
    text = index.readings[one.words.block].text
    before = text[max(0, one.words.start - _WIDTH) : one.words.start].rpartition("\n")[2]
    after = text[one.words.end : one.words.end + _WIDTH].partition("\n")[0]
    return Target(index.words(one.words), index.id_of(one.words.block), before, after)


# --- finding


def _locate(item: Annotation, marks: list[Mark], index: Index, taken: Collection[Anchor]) -> Found:
    on = item.on
    inside = marks
    if on.within:
        scope = index.ids.get(on.within)
        there = set(scope.iter(t("ref"))) if scope is not None else set()
        inside = [mark for mark in marks if mark.element in there]
    fitting = _fitting(inside, on)
    if len(fitting) > 1 and on.position >= 0:
        fitting = [mark for mark in fitting if mark.offset == on.position] or fitting
    if len(fitting) == 1:
        return Found("here", fitting[0])
    if fitting:
        return Found("several", candidates=tuple(fitting))
    return _elsewhere(item, marks, inside, index, taken)


def _elsewhere(
    item: Annotation, marks: list[Mark], inside: list[Mark], index: Index, taken: Collection[Anchor]
) -> Found:
    """A mark that has left its block or its surroundings, or has become words."""
    on = item.on
    away = f"is not in {on.within}" if on.within in index.ids else f"has no {on.within} any more"
    fitting = _fitting(marks, on) if on.quote else []
    if len(fitting) == 1 and _long(on):
        return Found("moved", fitting[0], why=away)
    if fitting:
        short = "; too few words round it to be sure that it moved" if len(fitting) == 1 else ""
        return Found("gone" if short else "several", candidates=tuple(fitting), why=away + short)
    plain = _plain(on.quote)
    alike = [mark for mark in marks if plain in mark.names]
    scored = [(*resemblance(on.prefix, on.suffix, mark.before, mark.after), mark) for mark in alike]
    scored.sort(key=lambda one: -one[0])
    if scored and scored[0][1] and all(one[0] <= scored[0][0] - AHEAD for one in scored[1:]):
        return Found("moved", scored[0][2], why="has other surroundings")
    there = _words(item, index, taken)
    if there is not None:
        state, words = there
        # A target that names the words where they stand means just that.
        if state == "here" and on.within:
            return Found("here", words=words)
        why = "is no mark of a note in this text, but words"
        return (
            Found("moved", words=words, why=why) if _long(on) else Found("gone", candidates=(words,), why=why)
        )
    if scored:
        return Found("gone", candidates=tuple(mark for _, _, mark in scored), why="has other surroundings")
    if on.within and on.within not in index.ids:
        return Found("gone", why=f"names {on.within}, which there is not")
    return Found("gone", candidates=tuple(inside))


def _words(item: Annotation, index: Index, taken: Collection[Anchor]) -> tuple[State, Anchor] | None:
    """The words that are the mark, where the text has it so, and the state of their target."""
    plain = _plain(item.on.quote).strip()
    if not _MARK.fullmatch(plain):
        return None
    found = locate(item, index)
    there = found.place
    if there is None or unicodedata.normalize("NFKC", index.words(there)) != plain:
        return None
    if any(one.block == there.block and one.start < there.end and there.start < one.end for one in taken):
        return None
    return found.state, Anchor(there.block, there.start, there.end)


def _long(on: Target) -> bool:
    return len(on.prefix) + len(on.suffix) >= _EVIDENCE


def _marks(root: etree._Element) -> list[Mark]:
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
        printed = "".join(str(part) for part in ref.itertext())
        names = (unicodedata.normalize("NFKC", printed), ref.get("n") or "")
        found.append(Mark(ref, block, printed, text[:offset], text[offset:], offset, names))
    return found


def _plain(quote: str) -> str:
    return unicodedata.normalize("NFKC", unwrapped(quote))


def _fitting(marks: Iterable[Mark], on: Target) -> list[Mark]:
    """The marks that a target fits to the letter: those of its name, or after its words, between its surroundings."""
    if not on.quote:
        return list(marks)
    plain, words = _plain(on.quote), unwrapped(on.quote)
    before, after = on.prefix.replace("\n", ""), on.suffix.replace("\n", "")
    return [
        mark
        for mark in marks
        if mark.after.startswith(after)
        and mark.before.endswith(before if plain in mark.names else before + words)
    ]


# --- putting in


def _resolve(call: etree._Element, made: etree._Element, id_: str) -> None:
    call.set("type", "noteref")
    del call.attrib["subtype"]
    call.set("target", f"#{id_}")
    if number := call.get("n"):
        made.set("n", number)
        del call.attrib["n"]
    markers.insert_after(call, made)


def _call(item: Annotation) -> str:
    """The id of a mark that is made of words."""
    return f"{item.id}.call"


def _is_open(mark: Mark) -> bool:
    """Whether a mark still calls nothing."""
    return mark.element.get("subtype") == "unresolved"
