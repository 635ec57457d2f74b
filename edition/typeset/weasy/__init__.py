"""The one door to WeasyPrint's internals: our lines inside its pages.

WeasyPrint lays out pages of horizontal Latin text. What is changed is changed only for renderings that carry a
:class:`Composer` as their font configuration; any other rendering in the process goes through untouched, so
nothing here is state of the process.

* **Lines** (:mod:`collect`, :mod:`lines`, :mod:`lineboxes`, :mod:`strut`, :mod:`widths`, :mod:`drawing`): our
  composer is asked instead of Pango, line heights come from the style alone, glyphs are shown where they were
  placed.
* **Pictures** (:mod:`pictures`, :mod:`atoms`): read from bytes, upright in both directions, by themselves or in
  a line, where they and inline blocks are one unit of it.
* **Frame** (:mod:`frame`, :mod:`margins`): the area of a vertical page is laid out transposed and turned when
  the page is finished.
* **Notes** (:mod:`notes`, :mod:`areas`): several areas on a page, notes beside their lines, cut where a page ends.
* **Savings** (:mod:`sharing`, :mod:`styles`, :mod:`pagination`, :mod:`walks`, :mod:`compositions`,
  :mod:`memory`, :mod:`pdf`, :mod:`streams`, :mod:`libraries`): what WeasyPrint would do again for every page, element or object
  is done once. They change no page; tests/typeset/test_pages_economy.py holds them to it.
* **Document** (:mod:`document`, :mod:`abreast`, :mod:`making`, :mod:`spots`, :mod:`linenumbers`): chapters, also of two
  texts in step (:mod:`ready`), where things stand in them, numbers
  of lines in the margin, and the PDF that joins the chapters.

:mod:`original` keeps WeasyPrint's own functions, :mod:`install` puts ours in their places, and ``CONTRACT``
lists every callable that is replaced or relied upon.
"""

from edition.typeset.weasy import libraries  # noqa: F401  (before anything imports WeasyPrint)
from edition.typeset.weasy.abreast import Abreast, composer_beside, lay_out_abreast
from edition.typeset.weasy.areas import Series, Strip
from edition.typeset.weasy.composer import Composer
from edition.typeset.weasy.contract import CONTRACT
from edition.typeset.weasy.document import Chapter, is_of_weasyprint, lay_out, write_pdf
from edition.typeset.weasy.finishing import PRODUCER, Finish, Intent, source_attachment
from edition.typeset.weasy.linenumbers import Count, Numbering
from edition.typeset.weasy.linenumbers import of as line_number
from edition.typeset.weasy.making import Flow
from edition.typeset.weasy.marginalia import Margin, Side
from edition.typeset.weasy.memory import collected_by_chapter
from edition.typeset.weasy.pictures import Closed, Picture, Pictures, picture
from edition.typeset.weasy.spots import Spot, Stretch
from edition.typeset.weasy.xmp import Claims

__all__ = [
    "CONTRACT",
    "PRODUCER",
    "Abreast",
    "Chapter",
    "Claims",
    "Closed",
    "Composer",
    "Count",
    "Finish",
    "Flow",
    "Intent",
    "Margin",
    "Numbering",
    "Picture",
    "Pictures",
    "Series",
    "Side",
    "Spot",
    "Stretch",
    "Strip",
    "collected_by_chapter",
    "composer_beside",
    "is_of_weasyprint",
    "lay_out",
    "lay_out_abreast",
    "line_number",
    "picture",
    "source_attachment",
    "write_pdf",
]
