"""What a generated text, and what the TEI that ingest made of it, say of the same things, side by side."""

from __future__ import annotations

from lxml import etree

from edition.tei import local, t
from tests.ingest.generate import Text, call, is_call

#: (kind, its paragraphs, lines or items, the line that names a source)
Shape = list[tuple[str, list[str], str]]


def of_text(text: Text, unresolved: bool) -> Shape:
    """The structure that was set, with calls as 〖1〗, unresolved ones as 〘1〙."""
    return [
        (block.kind, [_with_calls(line, unresolved, text) for line in block.lines], block.source.strip("　"))
        for block in text.blocks
    ]


def _with_calls(words: str, unresolved: bool, text: Text) -> str:
    first = ord(call(0))
    form = "〘{}〙" if unresolved else "〖{}〗"
    return "".join(form.format(text.label(ord(c) - first)) if is_call(c) else c for c in words)


def of_tei(root: etree._Element) -> Shape:
    """The structure that ingest found."""
    found: Shape = []
    body = root.find(f"{t('text')}/{t('body')}")
    assert body is not None
    _division(body, found)
    return found


def _division(element: etree._Element, found: Shape) -> None:
    for child in element:
        name = local(child.tag)
        if name == "div":
            _division(child, found)
        elif name == "head":
            title = not any(kind in ("title", "head") for kind, _, _ in found) and _is_title(child)
            found.append(("title" if title else "head", [words(child)], ""))
        elif name == "p":
            found.append(("p", [words(child)], ""))
        elif name == "sp":
            found.append(("speech", ["｜".join(words(one).rstrip("：") for one in child)], ""))
        elif name == "closer":
            found.append(("closer", words(child).split("／"), ""))
        elif name == "lg":
            found.append(("verse", [words(line) for line in child], ""))
        elif name == "list":
            found.append(("list", [words(item) for item in child], ""))
        elif name in ("quote", "epigraph", "cit"):
            paragraphs = [words(p) for p in child.iter(t("p"))]
            source = "".join(words(bibl) for bibl in child.iter(t("bibl")))
            found.append(("epigraph" if name == "epigraph" else "quote", paragraphs, source))
        else:
            found.append((name, [words(child)], ""))


def _is_title(head: etree._Element) -> bool:
    """A title heads the division that holds all others."""
    division = head.getparent()
    return division is not None and division.getnext() is None and division.getprevious() is None


def words(element: etree._Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        name = local(child.tag)
        if name == "ref":
            pieces.append(
                ("〘{}〙" if child.get("subtype") == "unresolved" else "〖{}〗").format(
                    child.get("n") or _n(child)
                )
            )
        elif (name == "note" and child.get("place") == "inline") or name == "signed":
            pieces.append(words(child))
        elif name == "lb" and child.get("rend") != "hyphen":
            pieces.append("／")
        pieces.append(child.tail or "")
    return "".join(pieces)


def _n(ref: etree._Element) -> str:
    """The number of the note that a call points to; the note must stand right after it."""
    note = ref.getnext()
    assert note is not None
    assert f"#{note.get('{http://www.w3.org/XML/1998/namespace}id')}" == ref.get("target")
    return note.get("n") or ""


def notes_in_order(root: etree._Element) -> list[tuple[int, str]]:
    """The notes that were found, in the order of their calls: printed number and words without the mark."""
    return [
        (int(note.get("n") or 0), "".join(child.tail or "" for child in note))
        for note in root.iter(t("note"))
        if note.get("place") in ("foot", "end")
    ]


def notes_of(root: etree._Element) -> dict[int, str]:
    """The notes that were found, by number, without their marks."""
    found: dict[int, str] = {}
    for note in root.iter(t("note")):
        if note.get("place") == "foot":
            number = int(note.get("n") or 0)
            assert number not in found
            found[number] = "".join(str(piece) for child in note for piece in [child.tail or ""])
    return found
