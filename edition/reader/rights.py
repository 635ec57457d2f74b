"""May each text be reproduced: its rights line, and the day until which it holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from edition.diagnostics import Findings, Place


@dataclass(frozen=True, slots=True)
class Permission:
    """What is said of one text: under which terms, until when (None: without end), and where that is written."""

    name: str
    title: str
    author: str
    source: str
    rights: str
    until: datetime.date | None
    where: Place
    #: So many characters of the text are reproduced, and so many are left out.
    characters: int = 0
    omitted: int = 0

    def holds(self, day: datetime.date) -> bool:
        """Whether it may be reproduced on a day."""
        return bool(self.rights) and (self.until is None or day <= self.until)


def check_rights(permissions: Iterable[Permission], day: datetime.date, findings: Findings) -> None:
    """RDR-001 for a text without a rights line, RDR-002 for one whose term has ended on the day of the build."""
    for one in permissions:
        if not one.rights:
            findings.error(
                "RDR-001",
                f"「{one.title}」 has no rights line",
                one.where,
                "say under which terms it is reproduced: rights = …; a book out of copyright says so",
            )
        elif one.until is not None and day > one.until:
            findings.error(
                "RDR-002",
                f"the permission for 「{one.title}」 ended on {one.until}",
                one.where,
                "ask for it anew and write the new rights-until, or take the text out",
            )
