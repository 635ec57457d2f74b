"""What a reader takes of a text, as values: sections, from one quotation to another, pages of the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["section", "quotation", "pages"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part that is taken: ``first`` to ``last``, both included.

    Of a ``section`` its heading or id, ``last`` is the same; of ``pages`` the source's page numbers as it has them;
    of a ``quotation`` its first and last words, where ``last`` may be "" for the end of the text.
    """

    kind: Kind
    first: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """The stretches that are taken, in the text's order; none for the whole text."""

    stretches: tuple[Stretch, ...] = ()


WHOLE = Selection()
