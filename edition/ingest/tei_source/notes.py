"""Notes at their calls, with their series and the place where the source had them.

TEI's usual way is a note that stands where it is called. Others keep notes together at the end of a part, and
point from the call to the note (``ref`` or ``ptr`` with ``target``) or from the note to the place
(``note/@target``). These are brought to their calls; everything else about them stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from edition.ingest.tei_source.kept import Kept
from edition.ingest.tei_source.tree import Element, Run, blank

_PLACES: Final = {
    word: ours
    for ours, words in {
        "foot": "foot bottom footnote footnotes foot-note footer bot page-end pagefoot fn below",
        "end": "end endnote endnotes end-note back backmatter div-end chapter-end tail",
        "inline": "inline inter interlinear inter-linear text in-text intext intralinear running",
        "side": "margin margins marginal marg marginalia side sidenote left right inner outer margin-left "
        "margin-right margin-inner margin-outer marg-left marg-right left-margin right-margin in-margin mg",
        "head": "top head header margin-top top-margin marg-top",
    }.items()
    for word in words.split()
}
_SERIES: Final = {
    word: ours
    for ours, words in {
        "author": "author authorial auctorial orig original",
        "translator": "translator trans translation transl tl tn tr",
        "editor": "editor editorial ed edn editors commentary critical explanatory",
    }.items()
    for word in words.split()
}
#: Where a note stands among words.
_LINES: Final = frozenset(
    """
    p ab head l item cell note quote q seg hi emph foreign ref persName placeName orgName name date title term
    byline opener closer signed stage speaker label bibl titlePart s w add said docAuthor docDate
    """.split()
)


def fit(root: Element, stream: str, kept: Kept, taken: set[str]) -> None:
    """Make the notes below ``root`` the profile's, in place. ``taken`` are the ids of the document."""
    for one in root.walk():
        if one.name == "note":
            _series_and_place(one, kept)
    work = _Work(root, stream, taken)
    work.bring()
    work.call()


def _series_and_place(note: Element, kept: Kept) -> None:
    given = note.attributes.get("place", "")
    words = [_PLACES.get(word.lower().strip("()"), word) for word in given.split()]
    kind = note.attributes.get("type", "")
    if kind.lower() in _PLACES:
        # type="footnote" says where, not whose.
        note.kept["type"] = note.attributes.pop("type")
        words = words or [_PLACES[kind.lower()]]
        kind = ""
    if words:
        ours = next((word for word in words if word in _PLACES.values()), words[0])
        if given and given != ours:
            kept.readings["place", given] = ours
        note.attributes["place"] = ours
    series = _SERIES.get(kind.lower(), kind) or ("editor" if note.attributes.get("resp") else "author")
    if kind and series != kind:
        kept.readings["type", kind] = series
    note.attributes["type"] = series


class _Work:
    def __init__(self, root: Element, stream: str, taken: set[str]) -> None:
        self.root, self.stream, self.taken = root, stream, taken
        self.parents: dict[int, Element] = {}
        self.by_id: dict[str, Element] = {}
        self.number = 0
        for one in root.walk():
            for child in one.elements():
                self.parents[id(child)] = one
            identifier = one.attributes.get("xml:id")
            if identifier:
                self.by_id.setdefault(identifier, one)

    # --- notes that stand apart

    def bring(self) -> None:
        """Bring notes to the places that call them."""
        brought: set[int] = set()
        emptied: list[Element] = []
        for one in list(self.root.walk()):
            note = self._called_by(one)
            if note is None or self._within(one, note):
                continue
            if id(note) not in brought:
                brought.add(id(note))
                emptied.append(self.parents[id(note)])
                self._move(note, one)
            self._as_call(one, note)
        for note in [one for one in self.root.walk() if one.name == "note" and id(one) not in brought]:
            place = self._place_of(note)
            if place is None or self._within(place, note) or self._beside(note, place):
                continue
            emptied.append(self.parents[id(note)])
            self._move(note, place)
            if place.name in ("ref", "ptr") and not place.attributes.get("target"):
                self._as_call(place, note)
        for holder in emptied:
            self._tidy(holder)

    def _called_by(self, one: Element) -> Element | None:
        if one.name not in ("ref", "ptr"):
            return None
        for pointer in one.attributes.get("target", "").split():
            found = self.by_id.get(pointer[1:]) if pointer.startswith("#") else None
            if found is not None and found.name == "note":
                return found
        return None

    def _place_of(self, note: Element) -> Element | None:
        for pointer in note.attributes.get("target", "").split()[:1]:
            found = self.by_id.get(pointer[1:]) if pointer.startswith("#") else None
            if found is not None and id(found) in self.parents:
                return found
        return None

    def _within(self, one: Element, holder: Element) -> bool:
        at: Element | None = one
        while at is not None:
            if at is holder:
                return True
            at = self.parents.get(id(at))
        return False

    def _beside(self, note: Element, place: Element) -> bool:
        return self.parents.get(id(note)) in (self.parents.get(id(place)), place)

    def _move(self, note: Element, place: Element) -> None:
        """Put a note behind an element in a line, or at the end of a block."""
        old = self.parents[id(note)]
        holder = self.parents[id(place)]
        if old is holder and holder.name in _LINES:
            return
        old.children.remove(note)
        if holder.name in _LINES:
            holder.children.insert(holder.children.index(place) + 1, note)
        else:
            last = [one for one in place.walk() if one.name in ("p", "l", "head", "ab") and one is not note]
            holder = last[-1] if last else place
            at = len(holder.children)
            while at and isinstance(run := holder.children[at - 1], Run) and blank(run, self.stream):
                at -= 1
            holder.children.insert(at, note)
        self.parents[id(note)] = holder

    def _as_call(self, one: Element, note: Element) -> None:
        identifier = self._identifier(note)
        if one.name == "ptr":
            # A pointer prints nothing: the note behind it has the call.
            one.name, one.known = "anchor", True
            one.attributes.pop("target", None)
            return
        if one.attributes.get("type", "noteref") != "noteref":
            one.kept["type"] = one.attributes["type"]
        one.attributes["type"], one.attributes["target"] = "noteref", f"#{identifier}"
        back = next(
            (child for child in note.children if not isinstance(child, Run) or not blank(child, self.stream)),
            None,
        )
        if isinstance(back, Element) and back.name == "ref":
            target = back.attributes.get("target", "")
            if target[1:] not in self.by_id or self.by_id[target[1:]] is one:
                # The number with which the note begins leads back to its call.
                back.name, back.known = "label", True
                back.attributes.pop("target", None)

    def _tidy(self, holder: Element) -> None:
        """Take away what held nothing but notes; its heading is furniture now."""
        while id(holder) in self.parents:
            left = [one for one in holder.children if isinstance(one, Element) or not blank(one, self.stream)]
            heads = [one for one in left if isinstance(one, Element) and one.name == "head"]
            if len(heads) != len(left) or holder.name in ("text", "body", "back", "front"):
                return
            above = self.parents.pop(id(holder))
            at = above.children.index(holder)
            for head in heads:
                head.name, head.known = "fw", True
                head.attributes["type"] = "header"
            for run in holder.children:
                if isinstance(run, Run):
                    run.became = "space"
            above.children[at : at + 1] = holder.children
            self.parents.update((id(one), above) for one in holder.elements())
            holder = above

    # --- calls

    def call(self) -> None:
        """A note below the text that stands in a line and has no printed call is called where it stands."""
        called = {
            one.attributes.get("target", "")
            for one in self.root.walk()
            if one.name == "ref" and one.attributes.get("type") == "noteref"
        }
        for one in list(self.root.walk()):
            if one.name not in _LINES or not any(child.name == "note" for child in one.elements()):
                continue
            children: list[Element | Run] = []
            for child in one.children:
                if isinstance(child, Element) and _is_below(child):
                    target = f"#{self._identifier(child)}"
                    if target not in called:
                        call = Element(
                            "ref", {"type": "noteref", "target": target}, child.line, start=child.start
                        )
                        children.append(call)
                children.append(child)
            one.children = children

    def _identifier(self, note: Element) -> str:
        identifier = note.attributes.get("xml:id")
        while not identifier:
            self.number += 1
            if f"n{self.number}" not in self.taken:
                identifier = note.attributes["xml:id"] = f"n{self.number}"
                self.taken.add(identifier)
        return identifier


def _is_below(one: Element) -> bool:
    return one.name == "note" and one.attributes.get("place") in ("foot", "end")


def series_of(attributes: Mapping[str, str]) -> str:
    """Whose note it is."""
    return attributes.get("type", "author")
