"""What the package document says of the book: names and readings, dates, shelves, whose pages it marks."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Final

from edition.diagnostics import Findings, Place
from edition.epub.accessibility import access
from edition.epub.options import Options
from edition.render import Contributor, Metadata, Rendering

if TYPE_CHECKING:
    from edition.epub.writer import Book

#: For books without an identifier: one that is the same each time the same book is built.
_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:edition:identifier")
_UUID: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
#: The dates that dc:date may hold (W3CDTF); others stand in the colophon alone.
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def identifier(metadata: Metadata) -> str:
    """The book's identifier: its own, else a UUID made from its title and authors."""
    if metadata.identifier:
        return metadata.identifier
    names = "\n".join([metadata.title, *(person.name for person in metadata.creators)])
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, names)}"


def examine(about: Metadata, findings: Findings) -> None:
    """EPB-005 where the identifier is not what it says it is."""
    scheme, _, value = about.identifier.partition(":")
    kind, _, value = value.partition(":") if scheme.lower() == "urn" else ("", "", "")
    wrong = ""
    if any(char.isspace() for char in about.identifier):
        wrong = "has a space in it"
    elif kind.lower() == "isbn" and not _is_isbn(value):
        wrong = "is no ISBN: its digits do not agree with the last of them"
    elif kind.lower() == "uuid" and not _UUID.fullmatch(value):
        wrong = "is no UUID"
    if wrong:
        findings.warning(
            "EPB-005",
            f"the identifier {about.identifier} {wrong}",
            Place("edition.toml"),
            "correct it; libraries and shops know a book by it",
        )


def _is_isbn(value: str) -> bool:
    """Whether the check digit is right (ISO 2108, annex A)."""
    digits = value.replace("-", "").upper()
    if re.fullmatch(r"[0-9]{13}", digits):
        return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(one * (10 - at) for at, one in enumerate(values)) % 11 == 0
    return False


def describe(book: Book, rendering: Rendering, options: Options) -> None:
    """The metadata of the package document (EPUB 3.3, 5.5)."""
    about = rendering.metadata
    book.identify(identifier(about))
    if about.identifier.lower().startswith("urn:isbn:"):
        # ONIX code list 5: 15 is an ISBN of thirteen digits, 02 one of ten.
        digits = sum(char.isalnum() for char in about.identifier[len("urn:isbn:") :])
        code = "15" if digits == 13 else "02"
        book.refine("id", "identifier-type", code, scheme="onix:codelist5")
    book.say("title", about.title, id="title")
    book.refine("title", "title-type", "main")
    if about.title_reading:
        book.refine("title", "file-as", about.title_reading)
    if about.subtitle:
        book.say("title", about.subtitle, id="subtitle")
        book.refine("subtitle", "title-type", "subtitle")
    book.say("language", about.language)
    for name, people in (("creator", about.creators), ("contributor", about.contributors)):
        for number, person in enumerate(people, 1):
            _person(book, name, number, person)
    for name, value in (("publisher", about.publisher), ("rights", about.rights), ("source", about.source)):
        if value:
            book.say(name, value)
    if _DATE.fullmatch(about.date):
        book.say("date", about.date)
    for subject in options.subjects:
        book.say("subject", subject)
    if options.series:
        book.meta("belongs-to-collection", options.series, id="series")
        book.refine("series", "collection-type", "series")
        if options.series_number:
            book.refine("series", "group-position", options.series_number)
    for property_, value in access(rendering, print_pages=options.print_pages).properties():
        book.meta(property_, value)
    if rendering.pages:
        # EPUB Accessibility 1.1, 3.3.2: whose pages they are.
        book.meta("pageBreakSource", pages_of(rendering, options))
    mode = "vertical-rl" if rendering.writing == "vertical" else "horizontal-lr"
    book.named("primary-writing-mode", mode)


def pages_of(rendering: Rendering, options: Options) -> str:
    """What the pages that are marked are those of: the source, or the print of this very edition."""
    about = rendering.metadata
    if not options.print_pages:
        return about.source or about.title
    name = about.identifier or identifier(about)
    return f"{about.title}（印刷版、{name}）"


def _person(book: Book, name: str, number: int, person: Contributor) -> None:
    key = f"{name}-{number}"
    book.say(name, person.name, id=key)
    book.refine(key, "role", person.relator, scheme="marc:relators")
    if person.reading:
        book.refine(key, "file-as", person.reading)
