"""A target for a place: the words with enough around them to be found again when the text has changed."""

from __future__ import annotations

from edition.layers.again import LIKE, fold
from edition.layers.anchors import Anchor, Index
from edition.layers.model import Target
from edition.tei import XML_ID, reading

#: Characters of surroundings on each side, tried in turn until no other place of the text is like it.
_WIDTHS = (8, 16, 32, 64)


def target(index: Index, place: Anchor) -> Target:
    """The target of a place, by its block, its words and their surroundings in the source's spelling.

    The surroundings never leave the block, nor run over what parts its words (a list, a note's paragraphs).
    Where they cannot tell the place from others that are nearly the same (a refrain), its position is given as
    well: words with a position are not looked for elsewhere.
    """
    words = index.readings[place.block]
    text, block = words.text, words.block
    quote = text[place.start : place.end]
    within = block.get(XML_ID) or index.id_of(place.block)
    before = after = ""
    for width in _WIDTHS:
        before = text[max(0, place.start - width) : place.start].rpartition(reading.SEPARATOR)[2]
        after = text[place.end : place.end + width].partition(reading.SEPARATOR)[0]
        made = Target(quote, within, before, after)
        if reading.in_note(block):
            # Notes are only searched by their names: the words have to be told from their equals there.
            alone = len(index.inside(made, index.within(within) or [place.block])) == 1
        else:
            alone = bool(before + after) and not like(index, quote, before, after)
        if alone:
            return made
    return Target(quote, within, before, after, place.start)


def like(index: Index, quote: str, prefix: str, suffix: str) -> bool:
    """Whether other places are so much like this one that they could be taken for it after a change."""
    if not fold(quote):
        # A sign of punctuation is never looked for elsewhere: it only has to be the only one that fits.
        return len(index.everywhere(Target(quote, "", prefix, suffix))) != 1
    near = index.folded.near(quote, prefix, suffix)
    return not near or near[0].agreement < 1 or (len(near) > 1 and near[1].agreement >= LIKE)
