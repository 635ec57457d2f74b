"""A layer's file as its entries, each with the lines that it takes, so that the rest of it stays as it is."""

from __future__ import annotations

from collections.abc import Mapping as Mapping_
from dataclasses import dataclass, field, replace
from typing import Final

from edition.collate.entries import checksum
from edition.diagnostics import Findings, Place
from edition.layers import yamltree
from edition.layers.model import Annotation, Target
from edition.layers.yamltree import Mapping, Node, Scalar, Sequence

_HEAD: Final = """\
# Variants of the witnesses, found by edition collate. What you change in an entry stays when it is repeated;
# ignore: true keeps one out of the book. An entry that you delete comes back.
by: {by}
annotations:
"""
_INDENT: Final = "  "


@dataclass(slots=True)
class Kept:
    """An entry as it stands: its keys (those of ``on`` and ``to`` after a dot), its lines, the first one's number."""

    fields: dict[str, str]
    text: str
    line: int

    @property
    def id(self) -> str:
        """Its id, "" for none."""
        return self.fields.get("id", "")

    @property
    def touched(self) -> bool:
        """Whether it is not, or not only, what a collation wrote."""
        remarks = self.text.count("#") > sum(value.count("#") for value in self.fields.values())
        return remarks or self.fields.get("sum") != checksum(self.fields)

    @property
    def collated(self) -> bool:
        """Whether a collation wrote it, whatever became of it."""
        return "sum" in self.fields


@dataclass(slots=True)
class LayerFile:
    """What stands before the entries, the entries, what stands behind them."""

    head: str
    entries: list[Kept] = field(default_factory=list)
    tail: str = ""
    indent: str = _INDENT


def fresh(by: str) -> LayerFile:
    """A file without entries."""
    return LayerFile(_HEAD.format(by=by))


def read(data: bytes, file: str, findings: Findings) -> LayerFile:
    """The entries of a file.

    Raises Unusable after LAY-001 to LAY-003, or after COL-006 where entries do not stand on lines of their own.
    """
    text = yamltree.text_of(data, file, findings)
    root = yamltree.parse(text, file, findings)
    if not isinstance(root, Mapping):
        hint = "begin with by: and annotations:"
        raise findings.fatal("LAY-003", "the file is not a layer", Place(file, root.line), hint)
    listed = next((value for key, value in root.value if _word(key) == "annotations"), None)
    if isinstance(listed, Sequence) and not listed.flow:
        return _split(text, root, listed, file, findings)
    if (
        listed is None
        or (isinstance(listed, Sequence) and listed.value)
        or (isinstance(listed, Scalar) and listed.value)
    ):
        raise _unreadable(file, root.line, findings)
    at = listed.start if isinstance(listed, Sequence) else _after_key(text, root)
    rest = text[listed.end :] if isinstance(listed, Sequence) else text[at:]
    return LayerFile(text[:at].rstrip() + "\n", [], rest.lstrip("\n"))


def _split(text: str, root: Mapping, listed: Sequence, file: str, findings: Findings) -> LayerFile:
    lines = text.splitlines(keepends=True)
    firsts: list[int] = []
    for node in listed.value:
        line = lines[node.line - 1]
        if not isinstance(node, Mapping) or not line.lstrip(" ").startswith("- "):
            raise _unreadable(file, node.line, findings)
        first = node.line - 1
        # Remarks right above an entry are on it.
        while first and lines[first - 1].lstrip().startswith("#"):
            first -= 1
        firsts.append(first)
    if len(set(firsts)) < len(firsts):
        raise _unreadable(file, listed.line, findings)
    behind = [key.line - 1 for key, _ in root.value if key.start > listed.start]
    end = min(behind, default=len(lines))
    entries = []
    for at, (first, node) in enumerate(zip(firsts, listed.value, strict=True)):
        last = firsts[at + 1] if at + 1 < len(firsts) else end
        chunk = "".join(lines[first:last])
        entries.append(Kept(_fields(node), chunk if chunk.endswith("\n") else chunk + "\n", node.line))
    line = lines[listed.value[0].line - 1]
    indent = line[: len(line) - len(line.lstrip(" "))]
    return LayerFile("".join(lines[: firsts[0]]), entries, "".join(lines[end:]), indent)


def _unreadable(file: str, line: int, findings: Findings) -> Exception:
    message = "the entries do not stand on lines of their own, so none of them can be changed alone"
    return findings.fatal(
        "COL-006", message, Place(file, line), "begin each with - on a line of its own below annotations:"
    )


def _after_key(text: str, root: Mapping) -> int:
    key = next(key for key, _ in root.value if _word(key) == "annotations")
    line_end = text.find("\n", key.end)
    return len(text) if line_end < 0 else line_end + 1


def _word(node: Node) -> str:
    return node.value if isinstance(node, Scalar) else ""


def _fields(node: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in node.value if isinstance(node, Mapping) else ():
        name = _word(key)
        if isinstance(value, Scalar):
            found[f"{name}.quote" if name in ("on", "to") else name] = value.value
        elif isinstance(value, Mapping):
            found |= {f"{name}.{_word(inner)}": _word(of) for inner, of in value.value}
    return found


def annotation(fields: Mapping_[str, str]) -> Annotation:
    """An entry's keys as an annotation that can be looked for in a text."""
    to = _target(fields, "to") if fields.get("to.quote") else None
    return Annotation(
        fields.get("id", ""), _target(fields, "on"), fields.get("kind", ""), "", "", 0, {}, {}, to
    )


def end_of(one: Annotation) -> Annotation:
    """An annotation of the last words of another."""
    return one if one.to is None else replace(one, on=one.to, to=None)


def _target(fields: Mapping_[str, str], key: str) -> Target:
    position = fields.get(f"{key}.position", "")
    return Target(
        fields.get(f"{key}.quote", ""),
        fields.get(f"{key}.in", ""),
        fields.get(f"{key}.prefix", ""),
        fields.get(f"{key}.suffix", ""),
        int(position) if position.isdecimal() else -1,
    )
