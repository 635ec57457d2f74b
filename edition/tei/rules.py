"""Rules of the profile between distant places of a document: ids, references, calls of notes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.tei.names import TEI_NS, XML_ID, line_of, local, t

# Attributes that point to elements of the text, and those that point to people and witnesses: these may be
# declared in edition.toml, and stand in the document only when it is compiled.
_POINTERS = ("target", "corresp", "sameAs", "from", "to")
_POINTERS_TO_DECLARED = ("resp", "wit", "who")


def check_rules(root: etree._Element, file: str, findings: Findings, *, compiled: bool) -> None:
    """Errors: TEI-011 an id that stands twice, TEI-012 a reference to nothing, TEI-013 a call of no note.

    Warnings: TEI-014 a note below the text that nothing calls; told of the base text only, once.
    """
    ids = _check_ids(root, file, findings)
    _check_pointers(root, ids, file, findings, _POINTERS + (_POINTERS_TO_DECLARED if compiled else ()))
    called = _check_calls(root, ids, file, findings)
    if not compiled:
        _check_called(root, called, file, findings)


def _check_ids(root: etree._Element, file: str, findings: Findings) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for element in _found(_WITH_ID, root):
        identifier = element.get(XML_ID) or ""
        first = found.setdefault(identifier, element)
        if first is not element:
            findings.error(
                "TEI-011",
                f"the id 「{identifier}」 stands twice",
                _place(file, element, identifier),
                f"give this {local(element.tag)} another id; the first is in line {line_of(first)}",
            )
    return found


#: Most elements of a text have no attribute: those that have one of some are found without a look at each.
_WITH_ID = etree.XPath("descendant-or-self::*[@xml:id]")


@cache
def _having(names: tuple[str, ...]) -> etree.XPath:
    """What finds the TEI elements that may point to something."""
    any_of = " or ".join(f"@{name}" for name in names)
    return etree.XPath(f"descendant-or-self::t:*[{any_of} or self::t:g]", namespaces={"t": TEI_NS})


def _found(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    return cast("list[etree._Element]", path(root))


def _check_pointers(
    root: etree._Element,
    ids: dict[str, etree._Element],
    file: str,
    findings: Findings,
    names: tuple[str, ...],
) -> None:
    for element in _found(_having(names), root):
        for name, pointer in _local_pointers(element, names):
            if pointer in ids:
                continue
            findings.error(
                "TEI-012",
                f"{local(element.tag)}/@{name} points to 「#{pointer}」, and nothing has that id",
                _place(file, element, element.get(XML_ID) or ""),
                "correct the reference, or give its target the id",
            )


def _local_pointers(element: etree._Element, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if local(element.tag) == "g":
        names = (*names, "ref")
    for name in names:
        # app/@from and span/@to are pointers; the dates of the same names begin with no number sign.
        for pointer in (element.get(name) or "").split():
            if pointer.startswith("#"):
                # A range of characters is pointed to within an element (TEI Guidelines 16.2.4.5).
                yield name, pointer[1:].removeprefix("string-range(").split(",")[0]


def _check_calls(
    root: etree._Element, ids: dict[str, etree._Element], file: str, findings: Findings
) -> set[str]:
    """Check the calls and return the ids that they call."""
    called: set[str] = set()
    for ref in root.iter(t("ref")):
        if ref.get("type") != "noteref":
            continue
        targets = [one[1:] for one in (ref.get("target") or "").split() if one.startswith("#")]
        called.update(targets)
        if not targets:
            findings.error(
                "TEI-013",
                "a call of a note without a target",
                _place(file, ref, ref.get(XML_ID) or ""),
                'give it a target="#id-of-the-note", or type="note" subtype="unresolved"',
            )
        for target in targets:
            if target in ids and local(ids[target].tag) not in ("note", "noteGrp"):
                findings.error(
                    "TEI-013",
                    f"a call points to 「#{target}」, which is a {local(ids[target].tag)} and no note",
                    _place(file, ref, ref.get(XML_ID) or ""),
                    "correct the target",
                )
    return called


def _check_called(root: etree._Element, called: set[str], file: str, findings: Findings) -> None:
    for note in root.iter(t("note")):
        if note.get("place") in ("foot", "end") and note.get("type") != "editor" and not note.get("resp"):
            identifier = note.get(XML_ID) or ""
            if identifier not in called:
                findings.warning(
                    "TEI-014",
                    f"nothing in the text calls the note {note.get('n') or identifier}".rstrip(),
                    _place(file, note, identifier),
                    'set a ref type="noteref" with its id where it belongs',
                )


def _place(file: str, element: etree._Element, identifier: str) -> Place:
    return Place(file, line_of(element), 0, identifier)
