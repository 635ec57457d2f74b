"""How a volume may be parted into files: a value that edition.toml has."""

from __future__ import annotations

from typing import Literal

#: What makes a piece of a volume; "" leaves it whole.
Split = Literal["", "unit", "text"]
