"""The areas of a page in which notes stand, and what of them goes on to the next page.

WeasyPrint calls a note when the line with its call is laid out. From there on the note is ours:

* :mod:`model`: what is asked for: the strips beside the text, and what each series of notes wants.
* :mod:`finished`: a note laid out once, by itself, and cut between its lines into slices.
* :mod:`area`: one area of one page: what stands in it, how long that is, what still fits.
* :mod:`page`: all areas of a page, while its lines come and go.
* :mod:`chapter`: from page to page: what goes on, pages for notes alone.
* :mod:`put`: the finished areas as boxes in their places, notes beside their lines.

Strips take nothing from the text: a band at the head or at the foot of a vertical page, a column in the margin of a
horizontal one. The block area takes its room from the end of the page's text: foot notes of a horizontal page, notes
at the left edge of a vertical one.
"""

from edition.typeset.weasy.areas.model import BLOCK, Series, Strip

__all__ = ["BLOCK", "Series", "Strip"]
