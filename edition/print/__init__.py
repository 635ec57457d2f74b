"""From the rendering to a print-ready PDF."""

from edition.print.layout import Layout, NotePlace, Writing

__all__ = ["Layout", "NotePlace", "Writing"]
