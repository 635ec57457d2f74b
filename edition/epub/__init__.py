"""The e-book: a Rendering and style sheets as EPUB 3.3, the same bytes for the same input."""

from edition.epub.package import package

__all__ = ["package"]
