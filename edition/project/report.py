"""What a command found and made, in the shape of report.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from edition.diagnostics import Findings

_COUNTS = ("source", "text", "notes", "furniture", "unaccounted")


@dataclass(frozen=True, slots=True)
class Output:
    """A product: its path from the report, the hash of its bytes, its pages (0 where there are none)."""

    path: str
    sha256: str
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one command on one edition. ``folder`` is for showing places; the JSON has it not."""

    slug: str
    folder: str
    findings: Findings
    ledger: Mapping[str, int] = field(default_factory=dict)
    outputs: Sequence[Output] = ()
    #: What an ingest changes in the text that stands there: kind, id, before, after; in the JSON where there is any.
    changes: Sequence[Mapping[str, str]] = ()
    #: Marks of notes that the source lacks, printed as they stood: id, mark; in the JSON where there is any.
    unresolved: Sequence[Mapping[str, str]] = ()

    @property
    def good(self) -> bool:
        """Whether there is no error."""
        return not self.findings.errors

    def as_json(self) -> dict[str, Any]:
        """``{slug, diagnostics, ledger, outputs}``, and ``changes`` and ``unresolved`` where there are any."""
        shape: dict[str, Any] = {
            "slug": self.slug,
            "diagnostics": [finding.as_json() for finding in self.findings.sorted()],
            "ledger": {key: int(self.ledger.get(key, 0)) for key in _COUNTS},
            "outputs": [{"path": one.path, "sha256": one.sha256, "pages": one.pages} for one in self.outputs],
        }
        for name, listed in (("changes", self.changes), ("unresolved", self.unresolved)):
            if listed:
                shape[name] = [dict(one) for one in listed]
        return shape


def dump(value: Any) -> str:
    """JSON as it is written everywhere: readable, Japanese as it is, ending in a newline."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
