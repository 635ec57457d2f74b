"""TEI to semantic XHTML, once for all products. One module for each chapter of the TEI Guidelines.

``render`` is the recipe; ``table`` says which handler renders which element.
"""

from edition.render.direction import Forms
from edition.render.model import (
    Contributor,
    Document,
    DocumentType,
    Landmark,
    Metadata,
    PageTarget,
    Rendering,
    TocEntry,
    Writing,
)
from edition.render.recipe import render
from edition.render.single_page import single_page

__all__ = [
    "Contributor",
    "Document",
    "DocumentType",
    "Forms",
    "Landmark",
    "Metadata",
    "PageTarget",
    "Rendering",
    "TocEntry",
    "Writing",
    "render",
    "single_page",
]
