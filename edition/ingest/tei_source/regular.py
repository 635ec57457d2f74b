"""Elements that the profile takes in one form only: those of another form become what it does take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edition.ingest.tei_source.attributes import fit as fit_attributes
from edition.ingest.tei_source.automaton import Automaton
from edition.ingest.tei_source.tree import Element, Run, blank
from edition.ingest.tei_source.vocabulary import PLACES

# Elements whose parts must be of fixed kinds; nothing can be put round a part.
_STRICT: Final = frozenset(
    """
    choice app rdgGrp listApp ruby noteGrp graphic gap biblStruct analytic monogr imprint listPerson person
    personGrp respStmt
    """.split()
)


def fit(root: Element, stream: str, machine: Automaton) -> None:
    """Make strict elements below ``root`` regular, from the innermost; the rest lose their names, in place."""
    for one in _upwards(root):
        if one.name == "list":
            _list(one, stream)
        if one.name not in _STRICT:
            continue
        if one.name == "choice" and not stands(one, stream, machine):
            _as_variants(one, stream)
        if not stands(one, stream, machine):
            # A name of no grammar: fitting will find what may stand here.
            one.name = f"{{irregular}}{one.name}"


def stands(one: Element, stream: str, machine: Automaton) -> bool:
    """Whether the parts of an element are as the grammar has them, and its attributes not too few."""
    model = machine.of_text(one.name)
    if model < 0:
        return False
    state = machine.starts[model]
    for child in one.children:
        if isinstance(child, Run):
            if not child.became and not blank(child, stream) and not machine.holds_words(model):
                return False
            continue
        state = machine.step(state, child.name)
        if state < 0:
            return False
    if not machine.may_end(state):
        return False
    attributes = machine.attributes(model)
    if not any(attribute.required for attribute in attributes.values()):
        return True
    trial = Element(one.name, dict(one.attributes), one.line)
    fit_attributes(trial, model, machine)
    return all(name in trial.attributes for name, attribute in attributes.items() if attribute.required)


def _list(one: Element, stream: str) -> None:
    """A list is of items, or of pairs of label and item; in one of both kinds, labels are items."""
    parts = [child for child in one.elements() if child.name not in PLACES and child.name != "head"]
    labels = [child for child in parts if child.name == "label"]
    pairs = [child.name for child in parts] == ["label", "item"] * len(labels)
    loose = any(isinstance(child, Run) and not blank(child, stream) for child in one.children)
    if labels and (loose or not pairs):
        for label in labels:
            label.name = "item"


def _as_variants(one: Element, stream: str) -> None:
    """A choice of any other forms: the first is the text, the others are readings beside it."""
    parts = [child for child in one.children if isinstance(child, Element)]
    loose = any(isinstance(child, Run) and not blank(child, stream) for child in one.children)
    if len(parts) < 2 or loose:
        return
    for number, part in enumerate(parts):
        at = one.children.index(part)
        name = "rdg" if number else "lem"
        one.children[at] = Element(name, {}, part.line, [part], known=True, start=part.start)
    one.name = "app"


def _upwards(root: Element) -> Iterator[Element]:
    """Every element below ``root``, the inner before the outer."""
    yield from reversed(list(root.walk()))
