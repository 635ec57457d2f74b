"""Making XHTML elements, and the content that handlers pass about: text and elements in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

XHTML_NS: Final = "http://www.w3.org/1999/xhtml"
OPS_NS: Final = "http://www.idpf.org/2007/ops"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE: Final = f"{{{OPS_NS}}}type"

NSMAP: Final[dict[str | None, str]] = {None: XHTML_NS, "epub": OPS_NS}

#: A run of text and elements. Elements in it have no tail.
Content = list[str | etree._Element]

#: Elements that may not stand inside a paragraph (HTML, 3.2.5.2.5: what is not phrasing content).
BLOCKS: Final = frozenset(
    ("p", "div", "section", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table", "figure", "figcaption")
) | frozenset(("aside", "hr", "h1", "h2", "h3", "h4", "h5", "h6"))

#: Elements that hold text directly and nothing that breaks it into blocks.
LEAVES: Final = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "dt", "td", "th", "li", "dd")
)


def h(name: str) -> str:
    """The qualified name of an XHTML element."""
    return f"{{{XHTML_NS}}}{name}"


def name_of(element: etree._Element) -> str:
    """The local name of an element of ours."""
    return str(element.tag).rpartition("}")[2]


def make(name: str, content: Iterable[str | etree._Element] = (), **attributes: str) -> etree._Element:
    """An XHTML element. ``class_`` is ``class``, ``epub_type`` is ``epub:type``, other ``_`` are ``-``.

    Attributes that are "" are left out.
    """
    element = etree.Element(h(name), nsmap=NSMAP)  # type: ignore[arg-type]  # the stubs forget the default
    for key, value in attributes.items():
        if value:
            element.set(EPUB_TYPE if key == "epub_type" else key.rstrip("_").replace("_", "-"), value)
    add(element, content)
    return element


def add(parent: etree._Element, content: Iterable[str | etree._Element]) -> None:
    """Append a run of content."""
    for piece in content:
        if not isinstance(piece, str):
            parent.append(piece)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + piece
        else:
            parent.text = (parent.text or "") + piece


def is_block(piece: str | etree._Element) -> bool:
    """Whether a piece of content ends the paragraph it stands in."""
    return not isinstance(piece, str) and name_of(piece) in BLOCKS


def is_blank(content: Iterable[str | etree._Element]) -> bool:
    """Whether a run holds nothing but white space of the markup."""
    return all(isinstance(piece, str) and not piece.strip(" \t\r\n") for piece in content)


def pieces(element: etree._Element) -> Content:
    """The content of an element as a run of its own; the element is emptied."""
    run: Content = [element.text] if element.text else []
    for child in list(element):
        tail, child.tail = child.tail, None
        element.remove(child)
        run.append(child)
        if tail:
            run.append(tail)
    element.text = None
    return run


def phrasing(content: Content) -> Content:
    """The same run with blocks opened up, for places where only phrasing content may stand.

    Two blocks that meet are kept apart by an ideographic space.
    """
    run: Content = []
    for piece in content:
        if not is_block(piece):
            run.append(piece)
            continue
        assert not isinstance(piece, str)
        if not is_blank(run):
            run.append("\u3000")
        run.extend(phrasing(pieces(piece)))
    return run


def linked(content: Content, target: str, style: str, source: etree._Element) -> Content:
    """The same run as a link to ``target``, unless it holds another link, or stands in one, or is nothing to touch."""
    inside = any(str(around.tag).endswith("}ref") for around in source.iterancestors())
    if inside or is_blank(content) or any(is_block(piece) for piece in content):
        return content
    if any(not isinstance(piece, str) and next(piece.iter(h("a")), None) is not None for piece in content):
        return content
    return [make("a", content, class_=style, href=f"#{target}")]


def blocks(content: Content, **attributes: str) -> list[etree._Element]:
    """The same run as blocks: what stands between blocks is put into paragraphs.

    White space between blocks goes. A run that is only anchors (source pages, milestones) makes no paragraph
    but anchors of block level, so that no empty line comes of it.
    """
    out: list[etree._Element] = []
    loose: Content = []

    def close() -> None:
        if is_blank(loose):
            loose.clear()
        elif all(_is_anchor(piece) or (isinstance(piece, str) and is_blank([piece])) for piece in loose):
            for piece in loose:
                if not isinstance(piece, str):
                    piece.tag = h("div")
                    out.append(piece)
            loose.clear()
        else:
            out.append(make("p", loose, **attributes))
            loose.clear()

    for piece in content:
        if is_block(piece):
            close()
            assert not isinstance(piece, str)
            out.append(piece)
        else:
            loose.append(piece)
    close()
    return out


def _is_anchor(piece: str | etree._Element) -> bool:
    return not isinstance(piece, str) and not len(piece) and not piece.text and name_of(piece) == "span"


def plain(element: etree._Element) -> str:
    """The text of an element as a title: no readings of ruby, no note calls, white space as single spaces."""
    return " ".join("".join(_plain(element)).split(" ")).strip(" \u3000\t\r\n")


def _plain(element: etree._Element) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        name = name_of(child)
        classes = (child.get("class") or "").split()
        if name == "br":
            yield "\u3000"
        elif name not in ("rt", "rp") and "noteref" not in classes and "note" not in classes:
            yield from _plain(child)
        if child.tail:
            yield child.tail
