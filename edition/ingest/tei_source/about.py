"""What a TEI header says of its text, for edition.toml."""

from __future__ import annotations

from collections.abc import Iterator

from edition.ingest.reading import About
from edition.ingest.tei_source.header import words_of
from edition.ingest.tei_source.tree import Element

_ROLES = {
    "translator": "translator",
    "trans": "translator",
    "trl": "translator",
    "訳": "translator",
    "訳者": "translator",
    "翻訳": "translator",
    "editor": "editor",
    "edt": "editor",
    "編": "editor",
    "編者": "editor",
    "校訂": "editor",
}


def about(root: Element, header: Element | None, stream: str) -> About:
    """Title, author, language, rights and people of ``teiHeader``."""
    found = About(language=_language(root, header))
    if header is None:
        return found
    statement = _first(header, "fileDesc", "titleStmt")
    if statement is not None:
        titles = [one for one in statement.elements() if one.name == "title"]
        found.title = _joined(titles, stream)
        reading = next((one for one in titles if one.attributes.get("type") == "reading"), None)
        found.title_reading = words_of(reading, stream)
        authors = [words_of(one, stream) for one in statement.elements() if one.name == "author"]
        authors = [one for one in authors if one]
        found.creator = authors[0] if authors else ""
        found.people = [("author", one) for one in authors[1:]] + list(_people(statement, stream))
    available = _first(header, "fileDesc", "publicationStmt", "availability")
    if available is not None:
        target = next(
            (one.attributes["target"] for one in available.walk() if "target" in one.attributes), ""
        )
        found.rights = target or words_of(available, stream)
    return found


def _joined(titles: list[Element], stream: str) -> str:
    main = [one for one in titles if one.attributes.get("type") in (None, "main", "full", "uniform")]
    return words_of((main or titles)[0], stream) if titles else ""


def _people(statement: Element, stream: str) -> Iterator[tuple[str, str]]:
    for one in statement.elements():
        if one.name == "editor":
            role = _ROLES.get(one.attributes.get("role", "editor").lower(), "editor")
            if name := words_of(one, stream):
                yield role, name
        elif one.name == "respStmt":
            # Who encoded or proofread the file stays in the header; a translator is one of the book.
            said = {words_of(part, stream).lower() for part in one.elements() if part.name == "resp"}
            role = next((_ROLES[word] for word in sorted(said) if word in _ROLES), "")
            for part in one.elements():
                if role and part.name in ("name", "persName") and (name := words_of(part, stream)):
                    yield role, name


def _language(root: Element, header: Element | None) -> str:
    """The language of the text, of the document, or the one that the header says is most used."""
    for one in root.walk():
        if one.name == "text" and one.attributes.get("xml:lang"):
            return one.attributes["xml:lang"]
    if root.attributes.get("xml:lang"):
        return root.attributes["xml:lang"]
    usage = _first(header, "profileDesc", "langUsage") if header is not None else None
    if usage is None:
        return ""
    languages = [one for one in usage.elements() if one.name == "language" and one.attributes.get("ident")]
    languages.sort(key=lambda one: -_share(one.attributes.get("usage", "")))
    return languages[0].attributes["ident"] if languages else ""


def _share(usage: str) -> int:
    return int(usage) if usage.isascii() and usage.isdecimal() and len(usage) < 4 else 0


def _first(element: Element, *names: str) -> Element | None:
    for name in names:
        found = next((one for one in element.elements() if one.name == name), None)
        if found is None:
            return None
        element = found
    return element
