"""A layer's YAML as a tree of nodes that know where in the file they stand.

Nodes rather than Python values: what an editor wrote as ``quote: 1962`` or ``quote: no`` stays the text that
it is, a tag has no power, and every fault has its line. The tree is built from the events of libyaml, PyYAML's
parser in C, which reads thousands of annotations in a tenth of a second; the offsets of a node let
:mod:`edition.layers.rewrite` change one value and leave every other byte of the file alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from edition.diagnostics import Findings, Place

#: libyaml's parser where PyYAML was built with it, as its wheels are; else the same grammar, slower.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: A layer nests four deep.
_DEEPEST = 50


@dataclass(slots=True, eq=False)
class Scalar:
    """A text: ``start`` and ``end`` are offsets in the file's characters, ``line`` counts from 1.

    ``plain`` is false where quotation marks or a block's sign stand around it.
    """

    value: str
    line: int
    column: int
    start: int
    end: int
    plain: bool = True


@dataclass(slots=True, eq=False)
class Sequence:
    """A list of nodes; ``flow`` where it is written in brackets."""

    line: int
    column: int
    start: int
    end: int = 0
    flow: bool = False
    value: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Mapping:
    """Pairs of a key and a value, in the file's order, equal keys included."""

    line: int
    column: int
    start: int
    end: int = 0
    flow: bool = False
    value: list[tuple[Node, Node]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping


def text_of(data: bytes, file: str, findings: Findings) -> str:
    """The file's characters, without a mark of byte order; raises Unusable after LAY-002."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise findings.fatal(
            "LAY-002", "the file is not UTF-8 text", Place(file, line), "save it as UTF-8"
        ) from None
    control = _CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        message = f"the file holds a control character (U+{ord(control[0]):04X})"
        raise findings.fatal(
            "LAY-002", message, Place(file, line), "it is not a text file, or was damaged: remove it"
        )
    return text


def parse(text: str, file: str, findings: Findings) -> Node:
    """The tree of a file's one document; raises Unusable after LAY-001 or, for an empty file, LAY-003."""
    try:
        root = _build(text, file, findings)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        # libyaml puts the end of a file that has no last line break into the line after it.
        last = text.count("\n") + 1
        where = Place(file, min(mark.line + 1, last), mark.column + 1) if mark is not None else Place(file)
        message = " ".join(str(part) for part in (fault.problem, fault.context) if part)
        hint = (
            "check the indentation; quotation marks go around a text that holds a colon or begins with a sign"
        )
        raise findings.fatal("LAY-001", f"not readable as YAML: {message}", where, hint) from None
    except (yaml.YAMLError, ValueError) as fault:
        first = (str(fault).splitlines() or ["unknown"])[0]
        raise findings.fatal("LAY-001", f"not readable as YAML: {first}", Place(file)) from None
    if root is None:
        raise findings.fatal(
            "LAY-003", "the file is empty", Place(file), "remove it, or begin with by: and annotations:"
        )
    return root


def _build(text: str, file: str, findings: Findings) -> Node | None:
    """The document's root; a loop over events, so that no file can nest deeper than the stack."""
    root: Node | None = None
    documents = 0
    open_: list[Sequence | Mapping] = []
    #: The key that waits for its value, for each open mapping.
    keys: list[Node | None] = []
    anchors: dict[str, Node] = {}
    for event in yaml.parse(text, Loader=_LOADER):
        name = type(event)
        node: Node
        if name is yaml.ScalarEvent:
            begin, end = event.start_mark, event.end_mark
            node = Scalar(
                event.value, begin.line + 1, begin.column + 1, begin.index, end.index, event.style is None
            )
        elif name is yaml.MappingStartEvent or name is yaml.SequenceStartEvent:
            begin = event.start_mark
            made = Mapping if name is yaml.MappingStartEvent else Sequence
            node = made(begin.line + 1, begin.column + 1, begin.index, flow=bool(event.flow_style))
        elif name is yaml.AliasEvent:
            known = anchors.get(event.anchor)
            if known is None:
                where = Place(file, event.start_mark.line + 1, event.start_mark.column + 1)
                message = f"not readable as YAML: nothing is called &{event.anchor}"
                raise findings.fatal("LAY-001", message, where, "quotation marks go around a text with *")
            node = known
        elif name is yaml.MappingEndEvent or name is yaml.SequenceEndEvent:
            open_.pop().end = event.end_mark.index
            keys.pop()
            continue
        else:
            if name is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    where = Place(file, event.start_mark.line + 1, event.start_mark.column + 1)
                    message = "not readable as YAML: a second document begins"
                    raise findings.fatal("LAY-001", message, where, "one file is one layer: remove the ---")
            continue
        if name is not yaml.AliasEvent and event.anchor:
            anchors[event.anchor] = node
        if not open_:
            root = node
        elif isinstance(open_[-1], Sequence):
            open_[-1].value.append(node)
        elif (key := keys[-1]) is None:
            keys[-1] = node
        else:
            open_[-1].value.append((key, node))
            keys[-1] = None
        if name is not yaml.ScalarEvent and name is not yaml.AliasEvent:
            assert not isinstance(node, Scalar)
            if len(open_) == _DEEPEST:
                message = "not readable as YAML: the file nests too deep"
                raise findings.fatal("LAY-001", message, Place(file), "a layer is flat")
            open_.append(node)
            keys.append(None)
    return root
