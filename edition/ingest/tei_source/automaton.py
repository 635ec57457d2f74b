"""The profile's grammar as a machine: what may stand next, and what must be put round a thing so that it may.

States are numbers; a step is one look into a table, so that fitting costs the same for every element.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from lxml import etree

from edition import resources
from edition.tei import grammar
from edition.tei.grammar import Attribute, Grammar, Pattern

#: Stands for words in :meth:`Automaton.chain`.
WORDS: Final = "#words"

# What may be put round something that cannot stand by itself, the most telling first.
_WRAPPERS: Final = (
    "row", "cell", "item", "titlePart", "lg", "list", "table", "p", "l", "bibl", "quote", "seg", "figure", "div", "label",
)  # fmt: skip
# Among words, a paragraph or a quotation would say more than the source does.
_AMONG_WORDS: Final = frozenset(("row", "cell", "item", "lg", "list", "table", "seg", "figure"))


class Automaton:
    """The grammar; states are of content models, elements of the grammar go by their number in it."""

    def __init__(self, source: Grammar) -> None:
        self._grammar = source
        self._patterns: list[Pattern] = []
        self._numbers: dict[Pattern, int] = {}
        self._steps: dict[tuple[int, str], int] = {}
        self._models: dict[tuple[int, str], int] = {}
        self._chains: dict[tuple[int, str, bool], tuple[str, ...] | None] = {}
        self.starts = [self._number(element.content) for element in source.elements]
        self._texts = [grammar.holds_text(element.content) for element in source.elements]
        self.names = frozenset(element.name for element in source.elements)
        #: The element that a document is.
        self.document = next(at for at, element in enumerate(source.elements) if element.name == "TEI")
        self._of_text = self._reachable("text")

    # --- content

    def step(self, state: int, name: str) -> int:
        """The state after an element ``name``; -1 where it may not stand."""
        key = (state, name)
        found = self._steps.get(key)
        if found is None:
            after = self._grammar.after(self._patterns[state], name)
            found = self._steps[key] = -1 if after == grammar.NONE else self._number(after)
        return found

    def model(self, state: int, name: str) -> int:
        """The grammar's element that ``name`` is, standing next in ``state``."""
        key = (state, name)
        if key not in self._models:
            firsts = grammar.firsts(self._patterns[state])
            self._models[key] = min(one for one in firsts if self._grammar.elements[one].name == name)
        return self._models[key]

    def holds_words(self, model: int) -> bool:
        """Whether words may stand in an element."""
        return self._texts[model]

    def may_end(self, state: int) -> bool:
        """Whether nothing more is needed."""
        return grammar.is_optional(self._patterns[state])

    def wanted(self, state: int) -> list[str]:
        """The names of the elements that may stand next."""
        return sorted(self._grammar.names(self._patterns[state]))

    def is_empty(self, model: int) -> bool:
        """Whether nothing may stand in an element."""
        return self._patterns[self.starts[model]] == grammar.EMPTY

    def of_text(self, name: str) -> int:
        """The grammar's element ``name`` as it stands below ``text`` (the header has others of the same name).

        -1 where there is none.
        """
        return self._of_text.get(name, -1)

    def chain(self, state: int, name: str, *, among_words: bool) -> tuple[str, ...] | None:
        """The elements, from the outermost, in which ``name`` (or WORDS) may stand next; None for no way."""
        key = (state, name, among_words)
        if key not in self._chains:
            self._chains[key] = self._search(state, name, among_words)
        return self._chains[key]

    # --- attributes

    def attributes(self, model: int) -> dict[str, Attribute]:
        """The attributes of an element by name."""
        return self._grammar.elements[model].attributes

    def value_is_allowed(self, attribute: Attribute, value: str) -> bool:
        """Whether an attribute may have a value, as far as its form goes."""
        return self._grammar.value_is_allowed(attribute, value)

    # --- inside

    def _number(self, pattern: Pattern) -> int:
        if pattern not in self._numbers:
            self._numbers[pattern] = len(self._patterns)
            self._patterns.append(pattern)
        return self._numbers[pattern]

    def _search(self, state: int, name: str, among_words: bool) -> tuple[str, ...] | None:
        ways: list[tuple[int, tuple[str, ...]]] = [(state, ())]
        for _ in range(3):
            longer = []
            for at, way in ways:
                for wrapper in _WRAPPERS:
                    if (among_words and wrapper not in _AMONG_WORDS) or self.step(at, wrapper) < 0:
                        continue
                    model = self.model(at, wrapper)
                    start = self.starts[model]
                    if self._texts[model] if name == WORDS else self.step(start, name) >= 0:
                        return (*way, wrapper)
                    longer.append((start, (*way, wrapper)))
            ways = longer
        return None

    def _reachable(self, name: str) -> dict[str, int]:
        start = next(at for at, element in enumerate(self._grammar.elements) if element.name == name)
        found = {name: start}
        waiting, seen = [self.starts[start]], {self.starts[start]}
        while waiting:
            state = waiting.pop()
            for one in self._grammar.names(self._patterns[state]):
                model = self.model(state, one)
                found.setdefault(one, model)
                for after in (self.step(state, one), self.starts[model]):
                    if after not in seen:
                        seen.add(after)
                        waiting.append(after)
        return found


@cache
def automaton() -> Automaton:
    """The machine of the profile, made once."""
    return Automaton(Grammar(etree.fromstring(resources.schema())))
