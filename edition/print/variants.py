"""The kinds of PDF: what each is called, what it claims, and what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Variant:
    """``renderer`` is WeasyPrint's name for what of it WeasyPrint does; ``a`` is (part, level) of PDF/A."""

    renderer: str | None = None
    version: str | None = None
    a: tuple[int, str] | None = None
    ua: int | None = None
    x: str = ""


#: A PDF that claims nothing is tagged and titled, too.
PLAIN: Final = Variant()
VARIANTS: Final[Mapping[str, Variant]] = {
    "pdf/x-4": Variant(version="1.6", x="PDF/X-4"),
    "pdf/a-3u": Variant("pdf/a-3u", a=(3, "U")),
    "pdf/a-3a": Variant("pdf/a-3a", a=(3, "A")),
    "pdf/ua-1": Variant("pdf/ua-1", ua=1),
    "pdf/a-3a+ua-1": Variant("pdf/a-3a", a=(3, "A"), ua=1),
}
