"""The rendering of a compiled edition, of one text or of a reader's many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.diagnostics import Findings
from edition.project.compile import Compiled

if TYPE_CHECKING:
    from edition.render import Rendering


def rendering(compiled: Compiled, findings: Findings) -> Rendering:
    """The edition as XHTML, in the direction and the forms that it asks for."""
    layout, apparatus = compiled.edition.layout, compiled.edition.apparatus
    if compiled.edition.kind == "reader":
        from edition.render.corpus import render_corpus

        writing, forms_of = layout.writing, layout.forms
        return render_corpus(compiled.root, findings, writing=writing, forms=forms_of, apparatus=apparatus)
    from edition.render import render

    forms = layout.forms[layout.writing]
    return render(compiled.root, findings, writing=layout.writing, forms=forms, apparatus=apparatus)
