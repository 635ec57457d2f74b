"""What stands beside the text: pictures of pages (facsimile), and annotations (standOff)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.ingest.tei_source.automaton import Automaton
from edition.ingest.tei_source.header import Pruner, to_lxml
from edition.ingest.tei_source.kept import Kept
from edition.ingest.tei_source.tree import Element


def fit(parts: Sequence[Element], stream: str, machine: Automaton, kept: Kept) -> list[etree._Element]:
    """The parts in the profile's order; of one that is not wholly in it the source's is kept, too."""
    made: list[etree._Element] = []
    state = machine.step(machine.starts[machine.document], "teiHeader")
    # One facsimile, then what stands off.
    for one in sorted(parts, key=lambda part: part.name != "facsimile"):
        after = machine.step(state, one.name)
        pruner = Pruner(stream, machine)
        fitted = None if after < 0 else pruner.prune(one, machine.model(state, one.name))
        if fitted is None:
            kept.part(one, [one.original])
            continue
        state = after
        if pruner.lost:
            kept.part(one, pruner.lost)
        made.append(to_lxml(fitted, stream))
    return made
