"""XML to a tree whose words know their places in the stream, without reading any other file.

expat says for every token at which byte it begins; the bytes are our own UTF-8 of the stream, so that a byte
has its character. Entities that the document defines itself are expanded within bounds; files that it names
are not opened.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from edition.diagnostics import Findings, Place, Unusable
from edition.ingest.tei_source.tree import Element, Run
from edition.tei.names import TEI_NS, XML_NS

#: How deep elements may stand in each other. Real texts stand some twenty deep; all passes may recur.
DEEPEST: Final = 100
#: Entities may make a document this much longer than it is, and no more.
EXPANSION: Final = 200_000

_ATTRIBUTE: Final = re.compile(r"""([^\s=<>/]+)\s*=\s*("[^"]*"|'[^']*')""")
_REFERENCE: Final = re.compile(r"&([^#;&\s][^;&\s]*);")
_OWN: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))


@dataclass(slots=True)
class Parsed:
    """A document: its root, and the ranges of its markup: (start, end, rule), in order."""

    root: Element
    markup: list[tuple[int, int, str]]
    #: Entities by name that nobody defined here: (offset, name).
    unknown_entities: list[tuple[int, str]] = field(default_factory=list)
    #: Whether the elements of TEI are in its namespace.
    namespaced: bool = True


def parse(stream: str, file: str, findings: Findings) -> Parsed:
    """The tree of an XML document.

    Raises ``Unusable`` after one finding: ING-160 not well-formed, ING-162 entities beyond bounds, ING-163
    elements nested too deeply. Entities that are not defined here are a warning, ING-164.
    """
    builder = _Builder(stream, file, findings)
    return builder.run()


class _Builder:
    def __init__(self, stream: str, file: str, findings: Findings) -> None:
        self.stream, self.file, self.findings = stream, file, findings
        self.data = stream.encode("utf-8", "surrogatepass")
        self.ascii = len(self.data) == len(stream)
        self.byte = self.character = self.line = 0
        self.counted = 0
        self.stack: list[Element] = []
        self.root: Element | None = None
        self.markup: list[tuple[int, int, str]] = []
        self.unknown: list[tuple[int, str]] = []
        self.declared: set[str] = set()
        self.expanded = 0
        self.namespaced = False
        self.cdata = False
        # The token that is open: where it began, its kind ("" for words), the element of a start tag.
        self.token: tuple[int, str, Element | None] = (0, "markup", None)
        self.parser = self._parser()

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = False
        parser.UseForeignDTD(True)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.words
        parser.CommentHandler = lambda _: self.mark("comment")
        parser.ProcessingInstructionHandler = lambda *_: self.mark("processing instruction")
        parser.StartCdataSectionHandler = self.open_cdata
        parser.EndCdataSectionHandler = self.close_cdata
        parser.ExternalEntityRefHandler = self.external
        parser.SkippedEntityHandler = self.skipped
        parser.EntityDeclHandler = lambda name, *_: self.declared.add(name)
        return parser

    def run(self) -> Parsed:
        try:
            self.parser.Parse(self.data, True)
        except expat.ExpatError as fault:
            reason = expat.errors.messages.get(fault.code, str(fault.code))
            if reason.startswith("limit on input amplification"):
                raise self._too_much() from None
            raise self.findings.fatal(
                "ING-160",
                f"not well-formed XML: {reason}",
                Place(self.file, fault.lineno, fault.offset + 1),
                "mend the markup at this place; a file that stops in the middle was not copied to its end",
            ) from None
        assert self.root is not None
        self._close(len(self.stream))
        self._name_unknown()
        return Parsed(self.root, self.markup, self.unknown, self.namespaced)

    # --- places

    def _here(self) -> int:
        """The character at which the token in hand begins."""
        index = self.parser.CurrentByteIndex
        if self.ascii:
            return index
        if index > self.byte:
            self.character += len(self.data[self.byte : index].decode("utf-8", "surrogatepass"))
            self.byte = index
        return self.character

    def _line(self, at: int) -> int:
        self.line += self.stream.count("\n", self.counted, at)
        self.counted = max(at, self.counted)
        return self.line + 1

    def _reference(self, at: int) -> int:
        """The end of the reference at ``at``, or ``at`` where none begins there."""
        if self.cdata or not self.stream.startswith("&", at):
            return at
        return self.stream.find(";", at) + 1

    def _close(self, at: int) -> None:
        """The token that was open ends at ``at``."""
        start, kind, element = self.token
        if at <= start:
            return
        if kind:
            self.markup.append((start, at, kind))
        elif self.stack:
            self._append(Run(start, at))
        if element is not None and self.stream.find("&", start, at) >= 0:
            self._mend(element, self.stream[start:at])

    def _begin(self, at: int, kind: str, element: Element | None = None) -> None:
        self._close(at)
        self.token = (at, kind, element)

    def mark(self, kind: str) -> None:
        """A token of markup begins."""
        at = self._here()
        end = self._reference(at)
        if end > at:
            self._claim(at, end, kind)
        else:
            self._begin(at, kind)

    def _claim(self, at: int, end: int, kind: str) -> bool:
        """Take a reference as one token; False where an earlier part of what it stands for has it."""
        if self.token[0] >= end:
            return False
        self._close(at)
        if kind:
            self.markup.append((at, end, kind))
        self.token = (end, "markup", None)
        return True

    # --- what expat tells

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        at = self._here()
        if len(self.stack) >= DEEPEST:
            raise self.findings.fatal(
                "ING-163",
                f"elements stand more than {DEEPEST} deep in each other",
                Place(self.file, self._line(at)),
                "take away the elements that have no meaning of their own",
            )
        element = Element(
            self._name(name),
            {_attribute(key): value for key, value in attributes.items()},
            self._line(at),
            start=at,
        )
        end = self._reference(at)
        if end > at:
            self._claim(at, end, "reference")
            self._expand(len(name) + sum(map(len, attributes.values())))
        else:
            self._begin(at, "tag", element)
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def end(self, name: str) -> None:
        if self.token[2] is self.stack[-1]:
            # The end of an empty element stands after its tag; what begins there is no part of it.
            self._begin(self._here(), "tag")
        else:
            self.mark("tag")
        self.stack.pop()

    def words(self, data: str) -> None:
        at = self._here()
        end = self._reference(at)
        if end == at:
            self._begin(at, "")
            return
        if not self._claim(at, end, ""):
            at = end
        # A reference to one character is that character; more is an entity's text.
        self._expand(len(data))
        self._append(Run(at, end, data))

    def open_cdata(self) -> None:
        self.mark("CDATA")
        self.cdata = True

    def close_cdata(self) -> None:
        self.mark("CDATA")
        self.cdata = False

    def external(self, context: str | None, base: str | None, system: str | None, public: str | None) -> int:
        if context is not None and system is not None:
            self._unknown_entity()
        return 1

    def skipped(self, name: str, parameter: bool) -> None:
        if not parameter:
            self._unknown_entity()

    # --- parts

    def _append(self, run: Run) -> None:
        children = self.stack[-1].children
        last = children[-1] if children else None
        if isinstance(last, Run) and last.reading is None and run.reading is None and last.end == run.start:
            last.end = run.end
        else:
            children.append(run)

    def _expand(self, length: int) -> None:
        self.expanded += length
        if self.expanded > EXPANSION + len(self.stream):
            raise self._too_much()

    def _too_much(self) -> Unusable:
        return self.findings.fatal(
            "ING-162",
            "the document's entities make it many times longer than it is",
            Place(self.file, self._line(self._here())),
            "write out what the entities stand for",
        )

    def _unknown_entity(self) -> None:
        """A reference to what another file defines: a character by its usual name, or nothing."""
        at = self._here()
        end = self._reference(at)
        if end <= at:
            return
        name = self.stream[at + 1 : end - 1]
        known = _usual(name)
        if not self.stack or not self._claim(at, end, "" if known else "reference"):
            return
        if known:
            self._append(Run(at, end, known))
        else:
            self.unknown.append((at, name))

    def _mend(self, element: Element, tag: str) -> None:
        """expat drops references in attributes that it does not know: put back what they say."""
        for name, quoted in _ATTRIBUTE.findall(tag):
            strange = [one for one in _REFERENCE.findall(quoted) if one not in _OWN | self.declared]
            if strange and name.rpartition(":")[2] in element.attributes | {"id": "", "lang": ""}:
                key = name if name in element.attributes else name.rpartition(":")[2]
                element.attributes[key] = " ".join(html.unescape(quoted[1:-1]).split())

    def _name(self, name: str) -> str:
        namespace, _, short = name.rpartition(" ")
        if namespace == TEI_NS:
            self.namespaced = True
            return short
        return f"{{{namespace}}}{short}" if namespace else short

    def _name_unknown(self) -> None:
        names = sorted({name for _, name in self.unknown})
        if names:
            at = self.unknown[0][0]
            listed = ", ".join(names[:8]) + (" and others" if len(names) > 8 else "")
            self.findings.warning(
                "ING-164",
                f"entities that this file does not define stand for nothing ({len(self.unknown)} places): {listed}",
                Place(self.file, self.stream.count("\n", 0, at) + 1),
                "no other file is read: write out what they stand for, or define them in the file itself",
            )


def _usual(name: str) -> str:
    """The character that an entity of HTML's (which has those of ISO 8879) names; "" for none."""
    found = html.unescape(f"&{name};")
    return "" if found.startswith("&") and found.endswith(";") else found


def _attribute(name: str) -> str:
    namespace, _, short = name.rpartition(" ")
    if namespace == XML_NS:
        return f"xml:{short}"
    return f"{{{namespace}}}{short}" if namespace else short
