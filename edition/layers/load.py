"""From a layer's YAML to annotations, with the line of everything that is wrong.

Every fault in a file is told, each with its line; one does not hide another (:mod:`edition.layers.yamltree`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from edition.diagnostics import Findings, Place
from edition.layers import yamltree
from edition.layers.model import ABOUT, KINDS, VALUES, Annotation, Layer, Target
from edition.layers.yamltree import Mapping, Node, Scalar, Sequence

_TOP = ("by", "annotations")
_ON = ("in", "quote", "prefix", "suffix", "position")
#: Keys that every annotation may have.
COMMON = ("id", "on", "kind", "by", "ignore", "sum", *ABOUT)
# ISO 8601's calendar date, also with a time of day (XML Schema's date and dateTime).
_DATE = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?"
)
# XML 1.0's NCName, which an xml:id has to be.
_ID = re.compile(r"[^\W\d][\w.\-·]*")


def load(data: bytes, file: str, findings: Findings) -> Layer:
    """The layer in ``data``; ``file`` is its name for findings.

    Everything wrong is recorded (LAY-001, -002, -003, -006 to -009, -015); an annotation that is wrong is
    left out. Raises Unusable, after its finding, when the file as a whole cannot be read.
    """
    root = yamltree.parse(yamltree.text_of(data, file, findings), file, findings)
    if not isinstance(root, Mapping):
        raise findings.fatal(
            "LAY-003", "the file is not a layer", Place(file, root.line), "begin with by: and annotations:"
        )
    return _Loader(file, findings).layer(root)


def is_id(text: str) -> bool:
    """Whether a text can be an xml:id."""
    return _ID.fullmatch(text) is not None


def closest(word: str, known: Iterable[str]) -> str:
    """A remedy for a word that is not known: the nearest one, else the list."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, 1, 0.6)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(choices)}"


class _Loader:
    def __init__(self, file: str, findings: Findings) -> None:
        self.file = file
        self.findings = findings
        self.ids: dict[str, int] = {}

    def error(self, code: str, message: str, node: Node, hint: str = "", id: str = "") -> None:
        self.findings.error(code, message, Place(self.file, node.line, 0, id), hint)

    def layer(self, root: Mapping) -> Layer:
        keys = self.keys(root, _TOP, "a layer")
        by = self.text(keys.get("by"), "by")
        by_line = keys["by"].line if "by" in keys else 1
        listed = keys.get("annotations")
        if listed is None:
            self.error(
                "LAY-015", "the layer has no annotations", root, "add annotations: with a list below it"
            )
            return Layer(self.file, by, (), by_line)
        if isinstance(listed, Scalar) and not listed.value:
            return Layer(self.file, by, (), by_line)
        if not isinstance(listed, Sequence):
            self.error(
                "LAY-003",
                "annotations is not a list",
                listed,
                "begin each annotation with - on a line of its own",
            )
            return Layer(self.file, by, (), by_line)
        found = [self.annotation(node, by, at) for at, node in enumerate(listed.value, 1)]
        return Layer(self.file, by, tuple(item for item in found if item is not None), by_line)

    def annotation(self, node: Node, by: str, number: int) -> Annotation | None:
        before = len(self.findings.errors)
        if not isinstance(node, Mapping):
            self.error(
                "LAY-003",
                f"annotation {number} has no keys",
                node,
                "an annotation has at least on: and kind:",
            )
            return None
        kind = self.kind(node)
        if kind is None:
            return None
        needed, allowed = KINDS[kind]
        keys = self.keys(node, (*COMMON, *needed, *allowed), f"a {kind}")
        # Deleting words is an emendation with an empty text: written out, so that it is never an oversight.
        for key in sorted(needed - keys.keys()):
            self.error("LAY-015", f"a {kind} needs {key}", node, f"add {key}: to the annotation")
        on = self.target(keys.get("on"), node, kind)
        to = self.target(keys["to"], node, kind) if "to" in keys else None
        texts = (*sorted(needed | allowed - {"to"}), *ABOUT, "ignore")
        given = {key: self.text(keys[key], key) for key in texts if key in keys}
        for key in sorted(given.keys() & VALUES.keys()):
            if given[key] not in VALUES[key]:
                self.error(
                    "LAY-007", f"{key} is not {given[key]!r}", keys[key], closest(given[key], VALUES[key])
                )
        if "date" in given and not _DATE.fullmatch(given["date"]):
            message = f"date is not {given['date']!r}"
            self.error(
                "LAY-007", message, keys["date"], "write a day as 2026-04-01, also with T10:30 after it"
            )
        id_ = self.id(keys.get("id"), number)
        by = self.text(keys["by"], "by") if "by" in keys else by
        if not by:
            self.error(
                "LAY-008", "nobody is named for this annotation", node, "name a person of edition.toml in by:"
            )
        ignored = given.pop("ignore", "") == "true"
        if on is None or ignored or len(self.findings.errors) > before:
            return None
        lines = {key: value.line for key, value in keys.items()}
        return Annotation(id_, on, kind, by, self.file, node.line, given, lines, to)

    def kind(self, node: Mapping) -> str | None:
        named = next((value for key, value in node.value if _plain(key) == "kind"), None)
        if named is None:
            self.error("LAY-015", "an annotation needs kind", node, f"one of {', '.join(KINDS)}")
            return None
        kind = self.text(named, "kind")
        if kind not in KINDS:
            self.error("LAY-007", f"there is no kind {kind!r}", named, closest(kind, KINDS))
            return None
        return kind

    def target(self, node: Node | None, annotation: Node, kind: str) -> Target | None:
        if node is None:
            self.error(
                "LAY-015", "an annotation needs on", annotation, "on: {quote: the words that are meant}"
            )
            return None
        if isinstance(node, Scalar):
            # The short form: only the words.
            return Target(self.text(node, "on")) if node.value else self.no_quote(node)
        if not isinstance(node, Mapping):
            self.error("LAY-003", "on has no keys", node, "on: {quote: the words that are meant}")
            return None
        keys = self.keys(node, _ON, "on")
        quote = self.text(keys.get("quote"), "quote")
        within = self.text(keys.get("in"), "in")
        # A missing note's mark can be named by its id alone.
        if not quote and not (kind == "supply" and within):
            return self.no_quote(node)
        position = -1
        if "position" in keys:
            written = self.text(keys["position"], "position")
            if not re.fullmatch(r"[0-9]{1,9}", written):
                self.error(
                    "LAY-003", "position is not a whole number", keys["position"], "count characters from 0"
                )
                return None
            position = int(written)
        prefix, suffix = self.text(keys.get("prefix"), "prefix"), self.text(keys.get("suffix"), "suffix")
        return Target(quote, within, prefix, suffix, position)

    def no_quote(self, node: Node) -> Target | None:
        self.error("LAY-015", "on needs quote", node, "give the words that are meant, as the text has them")
        return None

    def id(self, node: Node | None, number: int) -> str:
        """The annotation's xml:id; without one, the file's name and the annotation's place in it."""
        if node is None:
            stem = re.sub(r"\W", "-", self.file.rpartition("/")[2].rpartition(".")[0])
            return f"{stem if _ID.match(stem) else '_' + stem}-{number}"
        id_ = self.text(node, "id")
        if not _ID.fullmatch(id_):
            self.error(
                "LAY-009",
                f"{id_!r} cannot be an id",
                node,
                "begin with a letter; letters, digits, - _ . follow",
            )
        elif id_ in self.ids:
            self.error(
                "LAY-009", f"the id {id_} is taken, by line {self.ids[id_]}", node, "ids are unique", id_
            )
        self.ids.setdefault(id_, node.line)
        return id_

    def keys(self, node: Mapping, known: tuple[str, ...], what: str) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = _plain(key)
            if name not in known:
                self.error("LAY-006", f"{what} has no key {name!r}", key, closest(name, known))
            elif name in found:
                self.error("LAY-006", f"{name} is given twice", key, "keep one of the two")
            else:
                found[name] = value
        return found

    def text(self, node: Node | None, key: str) -> str:
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.error(
                "LAY-003",
                f"{key} is not a text",
                node,
                "put it into quotation marks if it begins with [ or {",
            )
            return ""
        return str(node.value)


def _plain(node: Node) -> str:
    return str(node.value) if isinstance(node, Scalar) else ""
