"""The e-book: a Rendering and style sheets as EPUB 3.3, the same bytes for the same input."""

from edition.epub.onix import record
from edition.epub.options import Certifier, Options
from edition.epub.package import package
from edition.epub.pages import PrintPage, paged

__all__ = ["Certifier", "Options", "PrintPage", "package", "paged", "record"]
