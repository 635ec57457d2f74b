"""Ids of the XHTML: those of the TEI as they are, and new ones that never meet them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from typing import Final

_NOT_IN_ID: Final = re.compile(r"[^\w.-]+")


class Ids:
    """Hands out ids. The same requests in the same order give the same ids."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def new(self, wanted: str) -> str:
        """``wanted``, or ``wanted-2``, ``wanted-3`` … when it is taken; made fit for an XML name."""
        base = _NOT_IN_ID.sub("-", wanted).strip("-") or "id"
        if not (base[0].isalpha() or base[0] == "_"):
            base = f"id-{base}"
        chosen = base
        for number in count(2):
            if chosen not in self._taken:
                break
            chosen = f"{base}-{number}"
        self._taken.add(chosen)
        return chosen
