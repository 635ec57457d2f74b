"""The words of a block with everything that stands inside them, before they are written as TEI."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from edition.ingest.printed.calls import Call
    from edition.ingest.printed.inline import InlineNote

Flow = TypeVar("Flow")


@dataclass(slots=True)
class Marked(Generic[Flow]):
    """A flow of some format with what stands inside it."""

    flow: Flow
    calls: list[Call] = field(default_factory=list)
    inline: list[InlineNote] = field(default_factory=list)
    #: Notes without a call, by index: they are set at the end of the block before them.
    stranded: list[int] = field(default_factory=list)


__all__ = ["Marked"]
