"""Changing a layer's file without touching what is not meant: comments, order and every other byte stay.

Values are replaced where the file has them; an annotation goes as the lines that it stands on, together with the
comment right above it. Files are texts here; who reads and writes them is not this module's concern.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass

from edition.diagnostics import Findings, Place
from edition.layers import write, yamltree
from edition.layers.model import Target
from edition.layers.yamltree import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Block:
    """An annotation as it stands in a file: its lines (from ``start`` to ``end``), the column of its dash."""

    id: str
    start: int
    end: int
    column: int
    node: Mapping


def retarget(text: str, file: str, targets: Dictionary[int, Target], findings: Findings) -> str:
    """The file with new values of ``on``: ``targets`` by the lines on which their annotations begin.

    Raises Unusable after LAY-001 or -003, as reading does.
    """
    changes: list[tuple[int, int, str]] = []
    for node in _listed(yamltree.parse(text, file, findings)):
        target = targets.get(node.line)
        on = _get(node, "on")
        if target is None or on is None:
            continue
        if isinstance(on, Mapping) and not on.flow:
            changes += _keys_changed(text, on, target)
        else:
            changes.append((on.start, _end(text, on), write.target(target)))
    return _changed(text, changes)


def rename(text: str, file: str, old: str, new: str, findings: Findings) -> str:
    """The file with another id for an annotation, and for it in the references of notes (``[@old]``)."""
    root = yamltree.parse(text, file, findings)
    changes = []
    for node in _listed(root):
        for key, value in node.value if isinstance(node, Mapping) else ():
            name = key.value if isinstance(key, Scalar) else ""
            if not isinstance(value, Scalar):
                continue
            if name == "id" and value.value == old:
                changes.append((value.start, _end(text, value), write.scalar(new)))
            elif f"[@{old}]" in value.value:
                stretch = text[value.start : value.end]
                changes.append((value.start, value.end, stretch.replace(f"[@{old}]", f"[@{new}]")))
    return _changed(text, changes)


def retext(text: str, file: str, texts: Dictionary[int, str], findings: Findings) -> str:
    """The file with new values of ``text``: by the lines on which their annotations begin."""
    changes: list[tuple[int, int, str]] = []
    for node in _listed(yamltree.parse(text, file, findings)):
        value = _get(node, "text")
        if node.line not in texts or not isinstance(node, Mapping) or not isinstance(value, Scalar):
            continue
        column = next(key.column for key, one in node.value if one is value) - 1
        new = write.scalar(texts[node.line]) if node.flow else write.value(texts[node.line], column)
        end = _end(text, value)
        # A block of lines holds its own last break of a line.
        changes.append((value.start, end, new))
    return _changed(text, changes)


def ids(text: str, file: str, findings: Findings) -> set[str]:
    """The ids that a file gives, also to annotations that are left out of the book."""
    found = (_get(node, "id") for node in _listed(yamltree.parse(text, file, findings)))
    return {one.value for one in found if isinstance(one, Scalar)}


def identify(text: str, file: str, ids: Dictionary[int, str], findings: Findings) -> str:
    """The file with ids written out for annotations that have none, by the lines on which they begin."""
    blocks = [block for block in _blocks(text, file, findings) if block.node.line in ids]
    inserted = [_added(text, block, [("id", ids[block.node.line])]) for block in blocks]
    return _changed(text, [(at, at, words) for at, words in inserted])


def take(
    text: str, file: str, ids: Dictionary[int, str], by: str, findings: Findings
) -> tuple[str, list[str]]:
    """The file without some annotations, and these as blocks of lines with their dash in the first column.

    ``ids`` are the annotations' ids by the lines on which they begin; one without an id, which was named after its place, gets it
    written out. So does, in the file that remains, every one whose place changes. ``by`` is written into those
    that have no ``by`` of their own, unless it is empty. Raises Unusable after LAY-023 where the annotations do
    not stand on lines of their own.
    """
    blocks = _blocks(text, file, findings)
    taken = []
    changes: list[tuple[int, int, str]] = []
    first = min(ids, default=0)
    for block in blocks:
        added = []
        if first and block.node.line >= first and _get(block.node, "id") is None:
            added.append(("id", ids.get(block.node.line, block.id)))
        if block.node.line in ids and by and _get(block.node, "by") is None:
            added.append(("by", by))
        at, words = _added(text, block, added)
        if block.node.line not in ids:
            changes.append((at, at, words))
            continue
        lines = text[block.start : at] + words + text[at : block.end]
        taken.append(_indented(lines, -block.column))
        changes.append((block.start, block.end, ""))
    return _changed(text, changes), taken


def put(text: str, file: str, blocks: list[str], findings: Findings) -> str:
    """The file with blocks of lines (:func:`take`) at its end; raises Unusable after LAY-023."""
    known = _blocks(text, file, findings)
    column = known[0].column if known else 2
    text = text if text.endswith("\n") or not text else text + "\n"
    if not known:
        # Written as an empty list, or as nothing.
        text = re.sub(r"(?m)^annotations:[ \t]*\[[ \t]*\][ \t]*$", "annotations:", text)
    return text + "".join(
        _indented(block if block.endswith("\n") else block + "\n", column) for block in blocks
    )


def _blocks(text: str, file: str, findings: Findings) -> list[Block]:
    root = yamltree.parse(text, file, findings)
    listed = _get(root, "annotations") if isinstance(root, Mapping) else None
    if not isinstance(listed, Sequence) or not listed.value:
        return []
    if listed.flow or not _is_last(root, listed):
        hint = "begin each annotation with - on a line of its own, and let annotations: be the last key"
        raise findings.fatal(
            "LAY-023", "the annotations do not stand on lines of their own", Place(file, listed.line), hint
        )
    stem = re.sub(r"\W", "-", file.rpartition("/")[2].rpartition(".")[0])
    stem = stem if re.match(r"[^\W\d]", stem) else f"_{stem}"
    starts = []
    floor = 0
    for node in listed.value:
        dash = text.rindex("-", 0, node.start)
        line = text.rfind("\n", 0, dash) + 1
        starts.append((_with_comment(text, line, floor), dash - line))
        floor = _end(text, node)
    ends = [start for start, _ in starts[1:]] + [len(text)]
    found = []
    for number, (node, (start, column), end) in enumerate(zip(listed.value, starts, ends, strict=True), 1):
        if isinstance(node, Mapping):
            id_ = _get(node, "id")
            name = id_.value if isinstance(id_, Scalar) else f"{stem}-{number}"
            found.append(Block(name, start, end, column, node))
    return found


def _is_last(root: Node, listed: Sequence) -> bool:
    return isinstance(root, Mapping) and root.value[-1][1] is listed


def _with_comment(text: str, line: int, floor: int) -> int:
    """The beginning of a line, or of the comment right above it that does not reach up to ``floor``."""
    while line:
        before = text.rfind("\n", 0, line - 1) + 1
        if before < floor or not text[before:line].lstrip().startswith("#"):
            break
        line = before
    return line


def _added(text: str, block: Block, keys: list[tuple[str, str]]) -> tuple[int, str]:
    """Where keys are put before the first one of an annotation, and how, in the file's own manner."""
    if block.node.flow:
        return block.node.start + 1, "".join(f"{key}: {write.scalar(value)}, " for key, value in keys)
    column = block.node.start - (text.rfind("\n", 0, block.node.start) + 1)
    lines = "".join(f"{key}: {write.scalar(value)}\n{' ' * column}" for key, value in keys)
    return block.node.start, lines


def _indented(lines: str, by: int) -> str:
    if by >= 0:
        return re.sub(r"(?m)^(?=.)", " " * by, lines)
    return re.sub(rf"(?m)^ {{1,{-by}}}", "", lines)


def _keys_changed(text: str, on: Mapping, target: Target) -> list[tuple[int, int, str]]:
    """Changes of a target whose keys stand on lines of their own."""
    wanted = {"in": target.within, "quote": target.quote, "prefix": target.prefix, "suffix": target.suffix}
    wanted["position"] = str(target.position) if target.position >= 0 else ""
    changes: list[tuple[int, int, str]] = []
    last = next(value for key, value in reversed(on.value) if _kept(key, target))
    column = on.column - 1
    for key, value in on.value:
        name = key.value if isinstance(key, Scalar) else ""
        new = wanted.pop(name, "")
        if new and isinstance(value, Scalar) and value.value != new:
            changes.append((value.start, _end(text, value), _put(name, new)))
        elif not new and name == "position":
            line = text.rfind("\n", 0, key.start) + 1
            changes.append((line, text.find("\n", key.start) + 1 or len(text), ""))
    more = "".join(f"\n{' ' * column}{name}: {_put(name, new)}" for name, new in wanted.items() if new)
    if more:
        changes.append((_end(text, last), _end(text, last), more))
    return changes


def _kept(key: Node, target: Target) -> bool:
    return target.position >= 0 or not isinstance(key, Scalar) or key.value != "position"


def _put(name: str, value: str) -> str:
    return value if name == "position" else write.scalar(value)


def _end(text: str, node: Node) -> int:
    """Where a node's own characters end, without the blank lines and comments that its parser counts to it."""
    if isinstance(node, Scalar):
        end = node.end
        while end > node.start and text[end - 1] in " \t\r\n":
            end -= 1
        return end
    if node.flow or not node.value:
        return node.end
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _listed(root: Node) -> list[Node]:
    listed = _get(root, "annotations") if isinstance(root, Mapping) else None
    return listed.value if isinstance(listed, Sequence) else []


def _get(node: Node | None, name: str) -> Node | None:
    if not isinstance(node, Mapping):
        return None
    return next((value for key, value in node.value if isinstance(key, Scalar) and key.value == name), None)


def _changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, new in sorted(changes, key=lambda one: one[:2]):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])
