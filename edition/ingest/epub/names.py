"""Names of XHTML and of the package, and what elements say of themselves by attributes."""

from __future__ import annotations

from typing import Final

from edition.ingest.tei_source.tree import Element, short

OPS_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
XLINK_HREF: Final = "{http://www.w3.org/1999/xlink}href"
#: Roles of DPUB-ARIA whose names are not the vocabulary's behind ``doc-``.
_ROLES: Final = {"pagelist": "page-list", "acknowledgments": "acknowledgements"}


def kind(element: Element) -> str:
    """The name of an element of XHTML, "svg" for a picture in it; "" for one of another vocabulary."""
    space, brace, name = element.original.rpartition("}")
    if name == "svg":
        return name
    if brace and not space.endswith("xhtml"):
        return ""
    return name.lower()


def types(element: Element) -> frozenset[str]:
    """What an element is to the book: the words of ``epub:type``, without prefix, and of its role."""
    found = {word.rpartition(":")[2] for word in element.attributes.get(OPS_TYPE, "").lower().split()}
    for role in element.attributes.get("role", "").lower().split():
        if role.startswith("doc-"):
            found.add(_ROLES.get(role[4:], role[4:]))
    return frozenset(found)


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return element.attributes.get("class", "").split()


def language(element: Element) -> str:
    """The language that an element says for itself; "" for none."""
    return element.attributes.get("xml:lang", "") or element.attributes.get("lang", "")


def find(root: Element, *names: str) -> list[Element]:
    """Elements below ``root`` by their names, whatever their namespace."""
    return [one for one in root.walk() if short(one.original).lower() in names]


def shown(path: str) -> str:
    """A path as a message may show it."""
    return "".join(c if c.isprintable() else "?" for c in path)[:120] or "[unnamed]"
