"""How letters and prefaces open and close: to whom, from whom, where and when."""

from __future__ import annotations

from collections.abc import Sequence

from edition.ingest.printed import letters
from edition.ingest.printed.items import marker
from edition.ingest.printed.paragraphs import Block
from edition.ingest.printed.parts import Part
from edition.ingest.printed.standing import Standing


def ends(made: Sequence[Part], standing: Standing) -> list[Part]:
    """Lines at the ends of divisions that say who wrote this, when and to whom."""
    found: list[Part] = []
    for part in made:
        if part.kind == "head" and found:
            _close(found, standing)
        found.append(part)
    _close(found, standing)
    _open(found, standing)
    return found


def _close(found: list[Part], standing: Standing) -> None:
    """Make a closer of the last parts, where they are short lines that sign or date what stands above."""
    lines: list[Part] = []
    for part in reversed(found[-6:]):
        if part.kind not in ("p", "signed") or not _may_close(standing, part.blocks[0]):
            break
        lines.insert(0, part)
    while lines and not standing.set_right(lines[0].blocks[0]) and not standing.signs(lines[0].blocks[0]):
        lines.pop(0)
    right = [standing.set_right(part.blocks[0]) for part in lines]
    signs = [standing.signs(part.blocks[0]) for part in lines]
    if not lines or len(lines) == len(found) or (not any(right) and sum(signs) < 2):
        return
    if len(lines) == 1 and not signs[0]:
        lines[0].kind = "signed"
        return
    del found[-len(lines) :]
    found.append(Part("closer", [part.blocks[0] for part in lines]))


def _may_close(standing: Standing, block: Block) -> bool:
    return standing.short(block, 0.95) and block.text[-1] not in "。、．，" and marker(block.text) is None


def _open(made: Sequence[Part], standing: Standing) -> None:
    """A line below a heading that says to whom, or when: a letter opens."""
    for earlier, part, later in zip(made, made[1:], made[2:], strict=False):
        if (
            earlier.kind not in ("head", "title", "byline", "epigraph")
            or part.kind != "p"
            or later.kind != "p"
        ):
            continue
        text = part.blocks[0].text
        if standing.short(part.blocks[0]) and (letters.addresses(text) or letters.dates(text)):
            part.kind = "opener"
