"""How two parallel texts stand on pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Arrangement = Literal["facing", "bands"]


@dataclass(frozen=True, slots=True)
class Manner:
    """Facing each other or in bands; ``share`` is the main text's part of a line in bands.

    ``align``: what corresponds begins at the same height; None: in bands whose lines run alike.
    """

    arrangement: Arrangement = "facing"
    share: float = 0.5
    align: bool | None = None
