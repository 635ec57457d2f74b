"""The parts of a document: header, what stands beside the text, and its texts as one."""

from __future__ import annotations

from dataclasses import dataclass, field

from edition.diagnostics import Findings, Place
from edition.ingest.tei_source.kept import Kept
from edition.ingest.tei_source.tree import Element, Run, blank

_XINCLUDE = "{http://www.w3.org/2001/XInclude}include"


@dataclass(slots=True)
class Parts:
    """A document taken apart. ``beside`` are facsimile and standOff, in order."""

    text: Element
    header: Element | None = None
    beside: list[Element] = field(default_factory=list)


def part(root: Element, stream: str, file: str, findings: Findings, kept: Kept) -> Parts:
    """The parts of a ``TEI`` or ``teiCorpus``.

    Raises ``Unusable`` after ING-165 where the root is neither, or holds no text. Several texts become the
    divisions of one; the headers of all but the first are kept whole.
    """
    if root.name not in ("TEI", "teiCorpus", "text"):
        raise findings.fatal(
            "ING-165",
            f"the document is a {root.name}, not a TEI",
            Place(file, root.line),
            "give a document whose outermost element is TEI, or say another --format",
        )
    _refuse_inclusions(root, file, findings)
    texts: list[Element] = []
    found = Parts(root)
    _collect(root, found, texts, kept)
    if not texts:
        raise findings.fatal(
            "ING-165",
            "the document has no text",
            Place(file, root.line),
            "a header or pictures of pages alone are no book; add the text",
        )
    if len(texts) == 1 and texts[0].name == "text":
        found.text = texts[0]
    else:
        body = Element("body", {}, texts[0].line, list(texts), start=texts[0].start)
        found.text = Element("text", {}, texts[0].line, [body], start=texts[0].start)
        for one in texts:
            _as_division(one)
    _ungroup(found.text)
    _in_order(found.text, stream)
    return found


def _collect(root: Element, found: Parts, texts: list[Element], kept: Kept) -> None:
    if root.name == "text":
        texts.append(root)
        return
    if root.attributes.keys() - {"xml:lang"}:
        kept.part(Element(root.name, dict(root.attributes), root.line, original=root.original))
    for child in root.elements():
        if child.name == "teiHeader":
            if found.header is None:
                found.header = child
            else:
                kept.part(child, ["teiHeader"])
        elif child.name in ("text", "sourceDoc"):
            texts.append(child)
        elif child.name in ("TEI", "teiCorpus"):
            _collect(child, found, texts, kept)
        elif child.name in ("facsimile", "standOff"):
            found.beside.append(child)
        else:
            kept.part(child, [child.original])


def _as_division(text: Element) -> None:
    """A text among others is a division: a part of the book where it has divisions, else a chapter."""
    inner = [one for holder in text.elements() for one in holder.elements()]
    splits = sum(one.name.startswith("div") for one in inner) > 1
    text.name = "div"
    text.known = False
    text.attributes["type"] = "part" if splits else "chapter"
    children: list[Element | Run] = []
    for child in text.children:
        if isinstance(child, Element) and child.name in ("front", "body", "back"):
            if child.name == "body" or not any(child.elements()):
                child.known = True
                children.extend(child.children)
            else:
                child.name = "div"
                child.attributes.setdefault("type", child.original)
                children.append(child)
        else:
            children.append(child)
    text.children = children


def _ungroup(text: Element) -> None:
    """``group``: the texts in it are divisions of a body, also where they are grouped again."""
    for child in list(text.elements()):
        if child.name == "group":
            _group(child)
            child.name = "body"


def _in_order(text: Element, stream: str) -> None:
    """A text is front, body, back; what stands between or beside them, or twice, goes into the body."""
    parts = [one for one in text.children if isinstance(one, Element) or not blank(one, stream)]
    first = parts[0] if parts and _is(parts[0], "front") else None
    last = parts[-1] if len(parts) > 1 and _is(parts[-1], "back") else None
    body = next((one for one in text.elements() if one.name == "body"), None)
    start = text.children.index(first) + 1 if first is not None else 0
    end = text.children.index(last) if last is not None else len(text.children)
    middle = text.children[start:end]
    if body is None:
        body = Element("body", {}, text.line, known=True, start=text.start)
    contents: list[Element | Run] = []
    for child in middle:
        if child is body:
            contents.extend(body.children)
            continue
        if isinstance(child, Element) and child.name in ("front", "body", "back"):
            child.name = "div"
            child.attributes.setdefault("type", child.original)
        contents.append(child)
    body.children = contents
    text.children[start:end] = [body]


def _is(node: Element | Run, name: str) -> bool:
    return isinstance(node, Element) and node.name == name


def _group(group: Element) -> None:
    for child in group.elements():
        if child.name == "text":
            _ungroup(child)
            _as_division(child)
        elif child.name == "group":
            _group(child)
            child.name = "div"
            child.attributes.setdefault("type", "part")


def _refuse_inclusions(root: Element, file: str, findings: Findings) -> None:
    """ING-166: other files are not read; what stands in their place does."""
    found = [one for one in root.walk() if one.name == _XINCLUDE]
    if found:
        names = ", ".join(dict.fromkeys(one.attributes.get("href", "?") for one in found))
        findings.warning(
            "ING-166",
            f"other files are not read: {names}",
            Place(file, found[0].line),
            "put their contents into the document, as xmllint --xinclude does, and ingest that",
        )
