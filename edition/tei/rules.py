"""Rules of the profile between distant places of a document: ids, references, calls of notes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.tei.names import TEI_NS, XML_ID, local, t

# Attributes that point to elements of the text. Pointers to people and witnesses (resp, wit, who) are checked
# where those are known: in the compiled document.
_POINTERS = ("target", "corresp", "sameAs", "from", "to")
_POINTERS_TO_DECLARED = {"resp": "person", "wit": "witness", "who": "person"}


def check_rules(root: etree._Element, file: str, findings: Findings) -> None:
    """Errors: TEI-011 an id that stands twice, TEI-012 a reference to nothing, TEI-013 a call of what is no note.

    Warnings: TEI-014 a note below the text that nothing calls.
    """
    ids = _check_ids(root, file, findings)
    _check_pointers(root, ids, file, findings)
    _check_calls(root, ids, file, findings)


def _check_ids(root: etree._Element, file: str, findings: Findings) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for element in root.iter(etree.Element):
        identifier = element.get(XML_ID)
        if identifier is None:
            continue
        first = found.setdefault(identifier, element)
        if first is not element:
            findings.error(
                "TEI-011",
                f"the id 「{identifier}」 stands twice",
                _place(file, element, identifier),
                f"give this {local(element.tag)} another id; the first stands in line {first.sourceline or 0}",
            )
    return found


def _check_pointers(
    root: etree._Element, ids: dict[str, etree._Element], file: str, findings: Findings
) -> None:
    # A document without the people or witnesses of edition.toml is not compiled yet.
    compiled = _declares(root)
    for element in root.iter(etree.Element):
        if not str(element.tag).startswith(f"{{{TEI_NS}}}"):
            continue
        for name, pointer in _local_pointers(element):
            kind = _POINTERS_TO_DECLARED.get(name)
            if pointer in ids or (kind is not None and kind not in compiled):
                continue
            findings.error(
                "TEI-012",
                f"{local(element.tag)}/@{name} points to 「#{pointer}」, and nothing has that id",
                _place(file, element, element.get(XML_ID) or ""),
                "correct the reference, or give its target the id",
            )


def _local_pointers(element: etree._Element) -> Iterator[tuple[str, str]]:
    names = (*_POINTERS, *_POINTERS_TO_DECLARED)
    if local(element.tag) == "g":
        names = (*names, "ref")
    for name in names:
        # app/@from and span/@to are pointers; the dates of the same names begin with no number sign.
        for pointer in (element.get(name) or "").split():
            if pointer.startswith("#"):
                yield name, pointer[1:]


def _declares(root: etree._Element) -> set[str]:
    """Which of people and witnesses the header declares."""
    header = root.find(t("teiHeader"))
    found: set[str] = set()
    if header is None:
        return found
    if any(name.get(XML_ID) for name in header.iter(t("name"), t("persName"), t("author"), t("editor"))):
        found.add("person")
    if next(header.iter(t("witness")), None) is not None:
        found.add("witness")
    return found


def _check_calls(
    root: etree._Element, ids: dict[str, etree._Element], file: str, findings: Findings
) -> None:
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
                "give it target=\"#…\" with the note's id, or type=\"note\" subtype=\"unresolved\"",
            )
        for target in targets:
            if target in ids and local(ids[target].tag) not in ("note", "noteGrp"):
                findings.error(
                    "TEI-013",
                    f"a call points to 「#{target}」, which is a {local(ids[target].tag)} and no note",
                    _place(file, ref, ref.get(XML_ID) or ""),
                    "correct the target",
                )
    for note in root.iter(t("note")):
        if note.get("place") in ("foot", "end") and note.get("type") != "editor" and not note.get("resp"):
            identifier = note.get(XML_ID) or ""
            if identifier not in called:
                findings.warning(
                    "TEI-014",
                    f"nothing in the text calls the note {note.get('n') or identifier}".rstrip(),
                    _place(file, note, identifier),
                    "set a ref type=\"noteref\" with its id where it belongs",
                )


def _place(file: str, element: etree._Element, identifier: str) -> Place:
    return Place(file, element.sourceline or 0, 0, identifier)
