"""What is no part of the text: its characters have a place all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.ingest.docx.items import Collector, Item
from edition.ingest.docx.pieces import Call, Drop, Piece, Ruby, Shape, Words
from edition.ingest.writer import Writer


def flat(items: Iterable[Item]) -> Iterator[Item]:
    """Items and those in the cells of tables."""
    for item in items:
        yield item
        for row in item.rows:
            for cell in row.cells:
                yield from flat(cell.items)


def drop_all(items: Iterable[Item], collector: Collector, writer: Writer, became: str, rule: str) -> None:
    """Give every character of some items the same place outside of the text."""
    for item in flat(items):
        _drop(item.pieces, collector, writer, became, rule)


def _drop(pieces: Iterable[Piece], collector: Collector, writer: Writer, became: str, rule: str) -> None:
    for one in pieces:
        if isinstance(one, Words | Drop):
            writer.drop(one.start, one.end, became, rule=rule)
        elif isinstance(one, Ruby):
            _drop([*one.base, *one.reading], collector, writer, became, rule)
        elif isinstance(one, Call):
            _drop(one.mark, collector, writer, became, rule)
        elif isinstance(one, Shape):
            for start, end in one.described:
                writer.drop(start, end, became, rule=rule)
            for box in one.boxes:
                drop_all(collector.items(box), collector, writer, became, rule)
