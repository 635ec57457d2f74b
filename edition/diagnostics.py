"""Findings: what is wrong or doubtful in an edition, where, and what to do about it.

Bad input is not an exception but a finding. Passes receive a :class:`Findings` collector, add to it and go
on; where nothing further can be done with an input they raise :class:`Unusable` *after* the finding was
recorded, and the recipe that called them catches it. All other exceptions are faults of our own.

Exception
└── Unusable        the finding is already recorded; nothing more can be done with this input
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """``ERROR`` stops a build; ``WARNING`` is doubtful or unresolved and does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a finding stands. Lines and columns count from 1; 0 and "" mean unknown."""

    file: str = ""
    line: int = 0
    column: int = 0
    id: str = ""

    def __str__(self) -> str:
        text = self.file
        if self.line:
            text += f":{self.line}"
            if self.column:
                text += f":{self.column}"
        if self.id:
            text = f"{text}#{self.id}" if text else f"#{self.id}"
        return text


@dataclass(frozen=True, slots=True)
class Finding:
    """One diagnostic. ``code`` is documented in docs/diagnostics.md; ``hint`` says what to do."""

    code: str
    severity: Severity
    message: str
    where: Place = field(default_factory=Place)
    hint: str = ""

    def as_json(self) -> dict[str, Any]:
        """The shape that report.json and ``--json`` use."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "where": asdict(self.where),
            "hint": self.hint,
        }


class Unusable(Exception):
    """Nothing more can be done with an input; its finding has been recorded."""


class Findings:
    """A collector: order of arrival is kept, :meth:`sorted` gives the order in which they are shown."""

    def __init__(self, items: Iterable[Finding] = ()) -> None:
        self._items: list[Finding] = list(items)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    @property
    def errors(self) -> list[Finding]:
        """The findings that stop a build."""
        return [item for item in self._items if item.severity is Severity.ERROR]

    def error(self, code: str, message: str, where: Place | None = None, hint: str = "") -> Finding:
        """Record an error and return it."""
        return self._add(Finding(code, Severity.ERROR, message, where or Place(), hint))

    def warning(self, code: str, message: str, where: Place | None = None, hint: str = "") -> Finding:
        """Record a warning and return it."""
        return self._add(Finding(code, Severity.WARNING, message, where or Place(), hint))

    def fatal(self, code: str, message: str, where: Place | None = None, hint: str = "") -> Unusable:
        """Record an error and return the exception to raise: ``raise findings.fatal(...)``."""
        self.error(code, message, where, hint)
        return Unusable(message)

    def extend(self, items: Iterable[Finding]) -> None:
        """Take over the findings of another pass."""
        self._items.extend(items)

    def sorted(self) -> list[Finding]:
        """Errors before warnings, then by place, then by code."""
        return sorted(
            self._items,
            key=lambda item: (item.severity is not Severity.ERROR, item.where, item.code, item.message),
        )

    def _add(self, finding: Finding) -> Finding:
        self._items.append(finding)
        return finding
