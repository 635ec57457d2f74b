"""Everything that is wrong or doubtful in an edition, all at once, without making anything."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from edition.diagnostics import Findings, Unusable
from edition.project import config, dates, parallel, pictures
from edition.project import folder as files
from edition.project.compile import compile_with
from edition.project.config import Edition
from edition.project.rendering import rendering
from edition.project.report import Report


def check(folder: Path) -> Report:
    """Schema, layers, notes, references and ledger of the edition in ``folder``; its outputs are none."""
    findings = Findings()
    edition: Edition | None = None
    ledger: Mapping[str, int] = {}
    try:
        edition = config.load(folder, findings)
        compiled = compile_with(edition, findings)
        ledger = compiled.ledger
        dates.of_build(edition.date, findings)
        files.style(folder, findings)
        if not findings.errors:
            # What only shows when the text is put together as a book: links, headings, pictures.
            other = parallel.second(compiled, findings)
            made = rendering(compiled, findings)
            if other is not None:
                parallel.together(compiled, other, made, findings)
            pictures.demand(compiled, made.images, findings)
    except Unusable:
        pass
    kept = edition.kept(findings) if edition is not None else findings
    return Report(files.slug(folder), str(folder), kept, ledger)
