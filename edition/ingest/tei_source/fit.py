"""Fitting elements to the profile's grammar, each by the least that makes it stand.

Children are taken in order. One that may stand where it is stands. Else something is put round it (words
among blocks become a paragraph), or it becomes what may stand there (a paragraph in a heading becomes a
``seg``), or its contents stand by themselves. Whatever happens is recorded; words are never left out.
"""

from __future__ import annotations

from collections import deque
from typing import Final

from edition.ingest.tei_source import attributes
from edition.ingest.tei_source.automaton import WORDS, Automaton
from edition.ingest.tei_source.kept import Kept, Opened, is_renamed
from edition.ingest.tei_source.tree import Element, Run, blank, short
from edition.ingest.tei_source.vocabulary import BLOCKS, PHRASES, PLACES

# What closes a division: nothing but its like may follow.
_CLOSING: Final = frozenset(("signed", "closer"))
# What never gets something put round it that would make more of it than it is.
_NEVER_WRAPPED: Final = frozenset(("head", "byline", "opener", "epigraph", "div", "speaker", "titlePage"))
# Blocks that end the paragraph that loose words began.
_STANDS_ALONE: Final = frozenset(("list", "table", "lg", "figure", "cit", "bibl", "stage", "listPerson", "l"))
# Whose children are of one kind: what marks a place goes into the next of them.
_ROWS: Final = frozenset(("row", "table", "list", "lg", "listBibl", "docTitle", "titlePage"))
# What stands empty where the grammar asks for something.
_LEAST: Final = ("p", "body", "item", "l", "row", "cell", "titlePart", "bibl")
_MARKS: Final = PLACES | {"note", "noteGrp", "ptr"}
#: What an element may become where it cannot stand, before p and seg.
_INSTEAD: Final = {
    "epigraph": ("quote",),
    "docAuthor": ("byline",),
    "docDate": ("byline",),
    "speaker": ("p",),
}

_Node = Element | Run | Opened


def whole(text: Element, stream: str, machine: Automaton, kept: Kept) -> None:
    """Fit a ``text`` in place."""
    model = machine.of_text("text")
    left = Fitter(stream, machine, kept).fit(text, model)
    words = [run for one in left for run in ([one] if isinstance(one, Run) else one.runs())]
    if not words:
        return
    # What could stand nowhere stands at the end.
    holders = [one for one in text.walk() if one.name in ("p", "head", "l", "item")]
    if not holders:
        body = next(one for one in text.elements() if one.name == "body")
        holders = [Element("p", {}, body.line, known=True, start=body.start)]
        body.children.append(holders[0])
    holders[-1].children.extend(words)


class Fitter:
    """Fits a tree below ``text`` in place."""

    def __init__(self, stream: str, machine: Automaton, kept: Kept) -> None:
        self.stream, self.machine, self.kept = stream, machine, kept

    def fit(self, element: Element, model: int) -> list[Element | Run]:
        """Fit ``element``, which is the grammar's element ``model``; what it could not hold comes back."""
        attributes.fit(element, model, self.machine)
        if self.machine.is_empty(model):
            left = element.children
            element.children = []
            return left
        return _Content(self, element, model).run()


class _Content:
    """The content of one element being fitted."""

    def __init__(self, fitter: Fitter, parent: Element, model: int) -> None:
        self.fitter, self.parent, self.model = fitter, parent, model
        self.machine, self.stream, self.kept = fitter.machine, fitter.stream, fitter.kept
        self.words = self.machine.holds_words(model)
        self.state = self.machine.starts[model]
        self.queue: deque[_Node] = deque(parent.children)
        self.out: list[Element | Run] = []
        self.models: dict[int, int] = {}
        # The outermost and the innermost of the elements that were put round what comes.
        self.wrapper: tuple[Element, Element] | None = None
        self.closing: list[Element] = []
        self.carried: list[Element | Run] = []
        self.open: list[Opened] = []
        self.left: list[Element | Run] = []

    def run(self) -> list[Element | Run]:
        while self.queue or self.closing or self.carried:
            if not self.queue:
                self._settle()
                continue
            node = self.queue.popleft()
            if isinstance(node, Opened):
                self._turn(node)
            elif isinstance(node, Run):
                self._run(node)
            else:
                self._element(node)
        self._complete()
        self.parent.children = self.out
        self._descend()
        return self.left

    # --- words

    def _run(self, run: Run) -> None:
        if run.became or (blank(run, self.stream) and not self.words):
            if self.wrapper is not None:
                self.wrapper[1].children.append(run)
            else:
                run.became = run.became or "space"
                self.out.append(run)
            return
        if self.closing:
            self._reopen(run)
        elif self.words:
            self._unwrapped()
            self.out.append(run)
        elif self.wrapper is not None and self._wrapper_holds(WORDS):
            self.wrapper[1].children.append(run)
        else:
            self._put_round(run, WORDS)

    # --- elements

    def _element(self, child: Element) -> None:
        if not self._named(child):
            return
        name = child.name
        if self.closing and name not in _CLOSING:
            if name in PLACES:
                self.closing[-1].children.append(child)
                return
            self._reopen(child)
            return
        if name in _CLOSING and not self.words and self._may_stand(name):
            self._unwrapped()
            self.closing.append(child)
            return
        if self.wrapper is not None and self._joins(child):
            self.wrapper[1].children.append(child)
            self._seen(child)
        elif self._may_stand(name):
            self._accept(child)
        else:
            self._place(child)

    def _named(self, child: Element) -> bool:
        """Give an element that the profile does not know a name there; False where it was dissolved."""
        if child.name in self.machine.names and self.machine.of_text(child.name) >= 0:
            model = self.machine.of_text(child.name)
            if not (self.machine.is_empty(model) and any(not blank(r, self.stream) for r in child.runs())):
                return True
        if not _holds(child, self.stream):
            return self._as_place(child)
        if _holds_blocks(child) and (not self.words or self._may_stand("p")):
            self._dissolve(child)
            return False
        phrase = self.words or short(child.name) in PHRASES
        self._becomes(child, "seg" if phrase or (self._may_hold("seg") and not self._may_stand("p")) else "p")
        return True

    def _as_place(self, child: Element) -> bool:
        """An unknown element without contents marks a place."""
        self._becomes(child, "milestone")
        return True

    def _may_stand(self, name: str) -> bool:
        return self.machine.step(self.state, name) >= 0

    def _may_hold(self, name: str) -> bool:
        return self.wrapper is not None and self._wrapper_holds(name)

    def _accept(self, child: Element) -> None:
        self._unwrapped()
        self.models[id(child)] = self.machine.model(self.state, child.name)
        self.state = self.machine.step(self.state, child.name)
        if self.carried and self.machine.holds_words(self.models[id(child)]):
            child.children[:0] = self.carried
            self.carried = []
        self.out.append(child)
        self._seen(child)

    def _place(self, child: Element) -> None:
        """An element that may not stand here."""
        name = child.name
        if name in _MARKS and not self.words:
            if self.parent.name in _ROWS or not self._put_round(child, WORDS):
                self.carried.append(child)
            return
        if name not in _NEVER_WRAPPED and not (name == "p" and self.words) and self._put_round(child, name):
            return
        phrase = self.words and short(child.original) in PHRASES
        others: tuple[str, ...] = (*_INSTEAD.get(name, ()), *(("seg", "p") if phrase else ("p", "seg")))
        if name not in _INSTEAD and _holds_blocks(child) and (not self.words or self._may_stand("p")):
            others = ()
        for other in others:
            if other == name or (other == "p" and _holds_blocks(child)):
                continue
            if self._may_stand(other) or (
                not (other == "p" and self.words)
                and self.machine.chain(self.state, other, among_words=self.words) is not None
            ):
                self._break_line(child, other)
                self._becomes(child, other)
                self.queue.appendleft(child)
                return
        self._dissolve(child)

    def _break_line(self, child: Element, other: str) -> None:
        """A block that becomes words in a line begins a line of its own."""
        if other != "seg" or not self.words or child.name not in BLOCKS or not self._may_stand("lb"):
            return
        if any(isinstance(one, Element) or not blank(one, self.stream) for one in self.out):
            self._accept(Element("lb", {}, child.line, start=child.start))

    def _becomes(self, child: Element, name: str) -> None:
        """Another name, which the record and a finding will tell."""
        child.name, child.known = name, False
        if name == "milestone":
            _keep(child, "unit")
            child.attributes["unit"] = short(child.original)

    def _dissolve(self, child: Element) -> None:
        """The contents stand by themselves; what began and ended where is recorded."""
        opened = Opened(child, holder=self.parent)
        self.kept.opened.append(opened)
        inner: list[_Node] = [opened, *child.children, opened]
        identifier = child.attributes.get("xml:id")
        if identifier and child.name in PLACES:
            # A place that cannot be marked is where its holder is.
            self.parent.attributes.setdefault("xml:id", identifier)
        elif identifier:
            # Whatever leads to it leads to the place where it began.
            place = Element("anchor" if self.words else "milestone", {"xml:id": identifier}, child.line)
            if not self.words:
                place.attributes["unit"] = short(child.original)
            inner.insert(1, place)
        child.children = []
        self.queue.extendleft(reversed(inner))

    def _turn(self, opened: Opened) -> None:
        """A dissolved element begins, or ends."""
        if opened in self.open:
            self.open.remove(opened)
        else:
            self.open.append(opened)

    def _seen(self, child: Element) -> None:
        for opened in self.open:
            opened.first = opened.first or child
            opened.last = child

    # --- what is put round

    def _put_round(self, node: Element | Run, name: str) -> bool:
        """Put round a node what it needs to stand (``name`` may be WORDS for a mark among words)."""
        self._unwrapped()
        chain = self.machine.chain(self.state, name, among_words=self.words)
        if chain is None:
            if isinstance(node, Run):
                self.left.append(node)
            return False
        line = node.line if isinstance(node, Element) else self.parent.line
        start = node.start
        outer = inner = Element(chain[0], {}, line, known=True, start=start)
        for more in chain[1:]:
            deeper = Element(more, {}, line, known=True, start=start)
            inner.children.append(deeper)
            inner = deeper
        self._accept(outer)
        self.wrapper = (outer, inner)
        inner.children.append(node)
        return True

    def _wrapper_holds(self, name: str) -> bool:
        assert self.wrapper is not None
        inner = self.machine.of_text(self.wrapper[1].name)
        if name == WORDS:
            return self.machine.holds_words(inner)
        return self.machine.step(self.machine.starts[inner], name) >= 0

    def _joins(self, child: Element) -> bool:
        """Whether an element goes on in what was put round the one before it."""
        if not self._wrapper_holds(child.name):
            return False
        return not self._may_stand(child.name) or child.name not in _STANDS_ALONE

    def _unwrapped(self) -> None:
        self.wrapper = None

    # --- the end

    def _reopen(self, node: Element | Run) -> None:
        """What was taken for the end of a division was none: it becomes paragraphs, and ``node`` comes after."""
        waiting, self.closing = self.closing, []
        self.queue.appendleft(node)
        for one in reversed(waiting):
            self._becomes(one, "p")
            self.queue.appendleft(one)

    def _settle(self) -> None:
        """Nothing more comes: what waited finds its place."""
        waiting, self.closing = self.closing, []
        for one in waiting:
            self._accept(one)
        carried, self.carried = self.carried, []
        if not carried:
            return
        last = next((one for one in reversed(self.out) if isinstance(one, Element)), None)
        if last is not None and self.machine.holds_words(self.models[id(last)]):
            last.children.extend(carried)
        elif self._put_round(carried[0], WORDS):
            assert self.wrapper is not None
            self.wrapper[1].children.extend(carried[1:])
        else:
            self.left.extend(carried)

    def _complete(self) -> None:
        """What the grammar still asks for, empty."""
        for _ in range(4):
            if self.machine.may_end(self.state):
                return
            wanted = self.machine.wanted(self.state)
            # What is enough by itself before what needs more after it.
            ending = [one for one in wanted if self.machine.may_end(self.machine.step(self.state, one))]
            name = next((one for one in _LEAST if one in ending), (ending or wanted)[0])
            self._accept(Element(name, {}, self.parent.line, start=self.parent.start))

    def _descend(self) -> None:
        """Fit the children; what one could not hold comes after it."""
        if not any(isinstance(one, Element) for one in self.out):
            return
        done: list[Element | Run] = []
        left: list[Element | Run] = []
        for child in self.out:
            done.append(child)
            if isinstance(child, Element):
                for one in self.fitter.fit(child, self.models[id(child)]):
                    if isinstance(one, Run) and (one.became or blank(one, self.stream)):
                        one.became = one.became or "space"
                        done.append(one)
                    else:
                        left.append(one)
        self.left.extend(left)
        self.parent.children = done


def mark(root: Element) -> None:
    """Say in the text what an element was that stands under another name, as far as its attributes can."""
    for one in root.walk():
        if not is_renamed(one) or one.name == "milestone":
            continue
        name = short(one.original)
        if one.name == "seg":
            _keep(one, "type")
            one.attributes["type"] = name
        else:
            one.attributes["rend"] = " ".join([name, one.attributes.get("rend", "")]).strip()


def _keep(element: Element, name: str) -> None:
    if name in element.attributes:
        element.kept.setdefault(name, element.attributes.pop(name))


def _holds(element: Element, stream: str) -> bool:
    return any(isinstance(one, Element) or not blank(one, stream) for one in element.children)


def _holds_blocks(element: Element) -> bool:
    """Whether an element holds more than a paragraph could."""
    return any(
        one.name in BLOCKS or (one.name not in PHRASES and _holds_blocks(one)) for one in element.elements()
    )
