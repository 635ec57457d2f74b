"""TEI chapter 3, elements of all documents: paragraphs, quotations, lists, highlighting, page breaks."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.model import PageTarget
from edition.render.walk import Handler, Walk, language, nothing, passage
from edition.render.wording import heading
from edition.render.xhtml import Content, add, blocks, is_blank, is_block, make, name_of, phrasing
from edition.tei.names import XML_LANG, local

#: hi/@rend -> (element, class). A value of several words is looked up word by word.
HIGHLIGHTING: Final[dict[str, tuple[str, str]]] = {
    "emphasis": ("em", "emphasis"),
    "sesame": ("em", "emphasis sesame"),
    "bold": ("strong", ""),
    "italic": ("i", ""),
    "tcy": ("span", "tcy"),
    "tate-chu-yoko": ("span", "tcy"),
    "upright": ("span", "upright"),
    "sideways": ("span", "sideways"),
    "sup": ("sup", ""),
    "superscript": ("sup", ""),
    "sub": ("sub", ""),
    "subscript": ("sub", ""),
    "underline": ("span", "underline"),
    "small-caps": ("span", "small-caps"),
    "small": ("small", ""),
}

_BLOCK_CHILDREN: Final = frozenset(["p", "lg", "l", "list", "quote", "table", "figure", "ab", "sp"])
_PARAGRAPHS: Final = frozenset(
    ("p", "ab", "head", "l", "item", "cell", "note", "q", "seg", "hi", "emph", "title", "label", "bibl")
) | frozenset(("rdg", "lem", "ref"))


def paragraph(walk: Walk, element: etree._Element) -> Content:
    """A paragraph. HTML lets no block stand in one, so it is cut at each, and goes on after it unindented."""
    identifier = walk.id(element)
    out: list[etree._Element] = []
    loose: Content = []

    def close() -> None:
        if is_blank(loose):
            return
        continued = any(name_of(piece) == "p" for piece in out)
        style = "continued" if continued else _paragraph_class(element, loose)
        out.append(language(element, make("p", loose, class_=style, id="" if continued else identifier)))
        loose.clear()

    for piece in walk.content(element):
        if isinstance(piece, str) or not is_block(piece):
            loose.append(piece)
            continue
        close()
        out.append(piece)
    close()
    if not out:
        # An empty paragraph is the source's blank line.
        return [language(element, make("p", class_="blank", id=identifier))]
    if identifier and all(piece.get("id") != identifier for piece in out):
        out.insert(0, make("div", class_="anchor", id=identifier))
    return [*out]


def _paragraph_class(element: etree._Element, content: Content) -> str:
    """``flush`` where the source's own indent is in its text: the style sheet's would come on top."""
    opening = content[0] if content and isinstance(content[0], str) else ""
    words = class_words(element.get("rend", ""))
    if opening.lstrip(" \t\r\n").startswith("\u3000") and "flush" not in words.split():
        return f"flush {words}".rstrip()
    return words


def _set(element: etree._Element, name: str, value: str) -> None:
    if value:
        element.set(name, value)


def class_words(text: str) -> str:
    """Words of @rend or @type as class names, with what no class name may hold left out."""
    words = ("".join(c for c in word if c.isalnum() or c in "-_") for word in text.split())
    return " ".join(word for word in words if word)


def quotation(walk: Walk, element: etree._Element) -> Content:
    """``quote``: a block where it holds blocks or stands among them, else words in a line."""
    parent = element.getparent()
    inline = parent is not None and local(parent.tag) in _PARAGRAPHS
    if parent is not None and local(parent.tag) == "cit":
        outer = parent.getparent()
        inline = outer is not None and local(outer.tag) in _PARAGRAPHS
    holds_blocks = any(local(child.tag) in _BLOCK_CHILDREN for child in element)
    if inline and not holds_blocks and element.get("rend") != "block":
        return passage(walk, element)
    quote = make("blockquote", class_="quote", id=walk.id(element))
    quote.extend(blocks(walk.content(element)))
    return [language(element, quote)]


def citation(walk: Walk, element: etree._Element) -> Content:
    """``cit``: a quotation with its source; the source of a block quotation stands inside the block."""
    content = walk.content(element)
    quote = next(
        (piece for piece in content if not isinstance(piece, str) and name_of(piece) == "blockquote"), None
    )
    if quote is None:
        return content
    out: Content = []
    for piece in content:
        if not isinstance(piece, str) and piece is not quote and piece.get("class") == "source":
            quote.append(piece)
        elif isinstance(piece, str) and is_blank([piece]):
            continue
        else:
            out.append(piece)
    _set(quote, "id", quote.get("id") or walk.id(element))
    return out


def bibliography(walk: Walk, element: etree._Element) -> Content:
    """``bibl``: the source of a quotation or an entry of its own among blocks; in a line, just its words."""
    parent = element.getparent()
    where = local(parent.tag) if parent is not None else ""
    if where == "cit":
        outer = parent.getparent() if parent is not None else None
        where = local(outer.tag) if outer is not None else ""
        where = "cit" if where not in _PARAGRAPHS else where
    if where == "quote" and parent is not None and parent.getparent() is not None:
        outer = parent.getparent()
        where = local(outer.tag) if outer is not None and local(outer.tag) in _PARAGRAPHS else where
    if where in ("epigraph", "cit", "quote", "lg"):
        return [language(element, make("p", walk.content(element), class_="source", id=walk.id(element)))]
    if where in ("div", "listBibl", "body", "front", "back"):
        return [language(element, make("p", walk.content(element), class_="bibl", id=walk.id(element)))]
    return passage(walk, element)


def itemized(walk: Walk, element: etree._Element) -> Content:
    """``list``. Its marks are text; a list of labels and items is one of definitions."""
    gloss = any(local(child.tag) == "label" for child in element)
    box = make("dl" if gloss else "ul", class_="list", id=walk.id(element))
    out: Content = []
    waiting: Content = []
    for child in element:
        made = walk.one(child)
        for piece in made:
            if not isinstance(piece, str) and name_of(piece) in ("li", "dt", "dd"):
                _open_with(piece, waiting)
                waiting = []
                box.append(piece)
            elif not isinstance(piece, str) and name_of(piece) == "p" and not len(box):
                out.append(piece)
            else:
                # A page of the source that begins between two items begins in the next one.
                waiting.append(piece)
        if child.tail and child.tail.strip():
            waiting.append(child.tail)
    out.append(language(element, box))
    return [*out, *waiting] if len(box) else [*out[:-1], *waiting]


def _open_with(element: etree._Element, content: Content) -> None:
    """Put content before everything else in an element, inside its first paragraph if it opens with one."""
    if is_blank(content):
        return
    inner = element[0] if len(element) and not element.text and name_of(element[0]) == "p" else element
    rest: Content = [inner.text] if inner.text else []
    inner.text = None
    old = list(inner)
    for child in old:
        inner.remove(child)
    add(inner, [*content, *rest])
    inner.extend(old)


def item(walk: Walk, element: etree._Element) -> Content:
    """An item of a list, always in paragraphs."""
    parent = element.getparent()
    gloss = parent is not None and any(local(child.tag) == "label" for child in parent)
    box = make("dd" if gloss else "li", id=walk.id(element))
    box.extend(blocks(walk.content(element)) or [make("p")])
    return [language(element, box)]


def label(walk: Walk, element: etree._Element) -> Content:
    """The term of a list of definitions; elsewhere, just its words."""
    parent = element.getparent()
    if parent is not None and local(parent.tag) == "list":
        return [language(element, make("dt", walk.content(element), id=walk.id(element)))]
    return passage(walk, element)


def highlighted(walk: Walk, element: etree._Element) -> Content:
    """``hi``: what its ``rend`` names, one element in another for several."""
    content = walk.content(element)
    words = [word.rstrip(",;") for word in element.get("rend", "").split()]
    if "sesame" in words and "emphasis" in words:
        words.remove("emphasis")
    known = [word for word in words if word in HIGHLIGHTING]
    others = class_words(" ".join(word for word in words if word not in HIGHLIGHTING))
    for word in reversed(known):
        tag, style = HIGHLIGHTING[word]
        # What the table does not know says how the outermost is drawn: "emphasis open-circle".
        style = " ".join(part for part in (style, others if word == known[0] else "") if part)
        content = [make(tag, content, class_=style)]
    if not known:
        content = [make("span", content, class_=others or "hi")]
    outer = content[0]
    assert not isinstance(outer, str)
    _set(outer, "id", walk.id(element))
    return [language(element, outer)]


def emphasized(walk: Walk, element: etree._Element) -> Content:
    """``emph``: stressed in meaning."""
    return [language(element, make("em", walk.content(element), class_="emphasis", id=walk.id(element)))]


def foreign(walk: Walk, element: etree._Element) -> Content:
    """A passage in another language."""
    return [language(element, make("span", walk.content(element), class_="foreign", id=walk.id(element)))]


def title(walk: Walk, element: etree._Element) -> Content:
    """A title: Latin ones of books and journals in italic, Japanese ones have their brackets in the text."""
    italic = element.get(XML_LANG, "ja").partition("-")[0] not in ("ja", "zh", "ko")
    if italic and element.get("level") in ("m", "j", "s"):
        return [language(element, make("i", walk.content(element), class_="title", id=walk.id(element)))]
    return passage(walk, element)


def reference(walk: Walk, element: etree._Element) -> Content:
    """``ref`` and ``ptr`` to a place in the edition, or outside it. Calls of notes come elsewhere."""
    content = walk.content(element)
    targets = element.get("target", "").split()
    target = targets[0] if targets else ""
    inside = target.startswith("#")
    if inside and target[1:] not in walk.by_id:
        # The validation of the profile has named it; a link into nothing would be worse than none.
        target = ""
    if is_blank(content):
        content = [_label_of(walk, walk.by_id[target[1:]]) if inside and target else target]
    link = target if inside or target.startswith(("http://", "https://", "mailto:")) else ""
    # A link may not stand in another: HTML, 4.5.1.
    within = any(local(a.tag) == "ref" for a in element.iterancestors())
    if not link or within or any(not isinstance(p, str) and list(p.iter("{*}a")) for p in content):
        return [language(element, make("span", content, class_="ref", id=walk.id(element)))]
    return [language(element, make("a", content, class_="ref", id=walk.id(element), href=link))]


def _label_of(walk: Walk, target: etree._Element) -> str:
    """What to call a place that a pointer without words leads to."""
    for child in target:
        if local(child.tag) in ("head", "label"):
            return heading(child)
    return target.get("n") or "→"


def page_break(walk: Walk, element: etree._Element) -> Content:
    """``pb``: where a numbered page of the source begins. Pages without a number leave no trace."""
    number = element.get("n", "").strip()
    if not number:
        return []
    target = walk.id(element, f"page-{number}")
    walk.page = number
    walk.pages.append(PageTarget(number, f"#{target}", number))
    return [
        make(
            "span",
            class_="pagebreak",
            id=target,
            epub_type="pagebreak",
            role="doc-pagebreak",
            aria_label=number,
        )
    ]


def line_break(walk: Walk, element: etree._Element) -> Content:
    """``lb``: a line of verse or an address; a line of the source's page (@ed, @break) is no line of ours."""
    if element.get("ed") or element.get("break"):
        return []
    return [make("br")]


def milestone(walk: Walk, element: etree._Element) -> Content:
    """``milestone``: a break within a section shows as such, others are places only."""
    if element.get("unit") in ("section", "absent"):
        return [make("hr", class_="milestone", id=walk.id(element))]
    return anchor(walk, element)


def anchor(walk: Walk, element: etree._Element) -> Content:
    """A place that can be linked to."""
    target = walk.id(element)
    return [make("span", class_="anchor", id=target)] if target else []


def segment(walk: Walk, element: etree._Element) -> Content:
    """``seg`` and ``ab`` by type; a type that has no handler of its own becomes a class."""
    style = class_words(element.get("type", ""))
    content = walk.content(element)
    target = walk.id(element)
    if not style and not target and element.get(XML_LANG) is None:
        return content
    return [language(element, make("span", content, class_=style, id=target))]


def anonymous_block(walk: Walk, element: etree._Element) -> Content:
    """``ab``: a block that is no paragraph."""
    box = make(
        "div", class_=" ".join(["ab", *class_words(element.get("type", "")).split()]), id=walk.id(element)
    )
    box.extend(blocks(walk.content(element), class_="flush"))
    return [language(element, box)]


def joined(walk: Walk, element: etree._Element) -> Content:
    """The parts of ``biblStruct``, which have no punctuation of their own, with commas between them."""
    out: Content = []
    for child in element:
        part = phrasing(walk.one(child))
        if not is_blank(part):
            out.extend(["、", *part] if out else part)
    return out


def structured_bibliography(walk: Walk, element: etree._Element) -> Content:
    """``biblStruct``: an entry among others, or words in a line."""
    parent = element.getparent()
    if parent is not None and local(parent.tag) in _PARAGRAPHS:
        return joined(walk, element)
    return [language(element, make("p", joined(walk, element), class_="bibl", id=walk.id(element)))]


def listed_bibliography(walk: Walk, element: etree._Element) -> Content:
    """``listBibl``: entries with hanging indent."""
    box = make("div", class_="bibliography", id=walk.id(element))
    box.extend(blocks(walk.content(element)))
    return [language(element, box)]


HANDLERS: Final[dict[str, Handler]] = {
    "p": paragraph,
    "ab": anonymous_block,
    "quote": quotation,
    "q": quotation,
    "said": quotation,
    "cit": citation,
    "bibl": bibliography,
    "biblStruct": structured_bibliography,
    "analytic": joined,
    "monogr": joined,
    "imprint": joined,
    "respStmt": joined,
    "resp": passage,
    "idno": passage,
    "listBibl": listed_bibliography,
    "list": itemized,
    "item": item,
    "label": label,
    "hi": highlighted,
    "emph": emphasized,
    "foreign": foreign,
    "title": title,
    "term": passage,
    "gloss": passage,
    "mentioned": passage,
    "soCalled": passage,
    "distinct": passage,
    "num": passage,
    "measure": passage,
    "abbr": passage,
    "expan": passage,
    "email": passage,
    "address": passage,
    "addrLine": passage,
    "author": passage,
    "editor": passage,
    "publisher": passage,
    "pubPlace": passage,
    "biblScope": passage,
    "citedRange": passage,
    "ptr": reference,
    "pb": page_break,
    "cb": nothing,
    "fw": nothing,
    "lb": line_break,
    "gb": nothing,
    "milestone": milestone,
    "anchor": anchor,
    "s": passage,
    "w": passage,
    "c": passage,
    "pc": passage,
    "index": nothing,
}
