"""Ids are valid and each stands once; what points to nothing is kept beside its element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from edition.diagnostics import Findings, Place
from edition.ingest.tei_source.attributes import NCNAME
from edition.ingest.tei_source.tree import Element

_POINTERS = (
    "target",
    "corresp",
    "sameAs",
    "from",
    "to",
    "resp",
    "wit",
    "who",
    "next",
    "prev",
    "synch",
    "facs",
)
# These point to a place; references to what is no place of a text (a person, a taxonomy) are only kept.
_CHECKED = ("target", "corresp", "sameAs", "from", "to", "resp", "wit", "who")


def mend(root: Element, file: str, findings: Findings) -> set[str]:
    """Give ids that are none, or stand twice, another form, and references to the former with them.

    Comes back with all ids. Warning: ING-171.
    """
    taken: set[str] = set()
    renamed: dict[str, str] = {}
    wrong: list[tuple[Element, str]] = []
    for one in root.walk():
        identifier = one.attributes.get("xml:id")
        if identifier is None:
            continue
        plain = identifier.strip()
        if NCNAME.fullmatch(plain) and plain not in taken:
            taken.add(plain)
            one.attributes["xml:id"] = plain
        else:
            wrong.append((one, identifier))
    numbers: Counter[str] = Counter()
    for one, identifier in wrong:
        fresh = _fresh(identifier, taken, numbers)
        taken.add(fresh)
        one.attributes["xml:id"] = fresh
        if identifier.strip() not in taken:
            # References to one that stands twice go on to lead to the first.
            renamed.setdefault(identifier.strip(), fresh)
    if wrong:
        first, identifier = wrong[0]
        listed = f"「{identifier}」" + (f" and {len(wrong) - 1} more" if len(wrong) > 1 else "")
        findings.warning(
            "ING-171",
            f"ids that are none or stand twice have got another form: {listed}",
            Place(file, first.line, 0, first.attributes["xml:id"]),
            "correct them in the source, if anything outside refers to them",
        )
    if renamed:
        for one in root.walk():
            for name in _POINTERS:
                if name in one.attributes:
                    words = one.attributes[name].split()
                    one.attributes[name] = " ".join(
                        f"#{renamed[word[1:]]}" if word[1:] in renamed and word[0] == "#" else word
                        for word in words
                    )
    return taken


def _fresh(identifier: str, taken: Collection[str], numbers: Counter[str]) -> str:
    stem = "".join(sign if NCNAME.fullmatch(f"a{sign}") else "-" for sign in identifier.strip())
    if not NCNAME.fullmatch(stem):
        stem = f"id-{stem}"
    made = stem
    while made in taken:
        numbers[stem] += 1
        made = f"{stem}-{numbers[stem] + 1}"
    return made


def loosen(root: Element, ids: Collection[str], file: str, findings: Findings) -> None:
    """Take away references to ids that the document has not; they are kept in the record. Warning: ING-172."""
    lost: list[tuple[Element, str]] = []
    for one in root.walk():
        names = (*_CHECKED, "ref") if one.name == "g" else _CHECKED
        for name in names:
            value = one.attributes.get(name, "")
            if "#" in value and any(word[0] == "#" and _aim(word) not in ids for word in value.split()):
                one.kept.setdefault(name, one.attributes.pop(name))
                lost.append((one, value))
                if name == "target" and one.attributes.get("type") == "noteref":
                    one.kept.setdefault("type", one.attributes.pop("type"))
    _demand_calls(root)
    if lost:
        one, value = lost[0]
        more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        findings.warning(
            "ING-172",
            f"references to what is not in the text: 「{value}」{more}",
            Place(file, one.line),
            "they are kept in the header (ed:attribute); correct them in the source if they are mistaken",
        )


def _aim(pointer: str) -> str:
    return pointer[1:].removeprefix("string-range(").split(",")[0]


def _demand_calls(root: Element) -> None:
    """Calls are of notes; another source may use the word otherwise."""
    notes = {one.attributes.get("xml:id") for one in root.walk() if one.name in ("note", "noteGrp")}
    for one in root.walk():
        if one.name == "ref" and one.attributes.get("type") == "noteref":
            targets = [word for word in one.attributes.get("target", "").split() if word[0] == "#"]
            if not targets or any(word[1:] not in notes for word in targets):
                one.kept.setdefault("type", one.attributes.pop("type"))


def ids_of(root: Element) -> set[str]:
    """The ids below ``root``."""
    return {one.attributes["xml:id"] for one in root.walk() if "xml:id" in one.attributes}
