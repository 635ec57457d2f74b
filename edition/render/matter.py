"""Documents made from the header: the title page (扉) and the colophon (奥付)."""

from __future__ import annotations

import re
from typing import Final

from edition.render.header import WORDS
from edition.render.ids import Ids
from edition.render.model import Contributor, Document, Metadata, Writing
from edition.render.xhtml import make

COLOPHON_TITLE: Final = "奥付"

_KANJI: Final = str.maketrans("0123456789", "〇一二三四五六七八九")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def titlepage(metadata: Metadata, ids: Ids) -> Document:
    """Title, subtitle, and who wrote and made it."""
    section = make("section", class_="titlepage", id=ids.new("titlepage"), epub_type="titlepage")
    section.append(make("h1", [metadata.title], class_="title"))
    if metadata.subtitle:
        section.append(make("p", [metadata.subtitle], class_="subtitle", role="doc-subtitle"))
    for person in (*metadata.creators, *on_title_page(metadata)):
        section.append(make("p", [credited(person)], class_="creator"))
    if metadata.publisher:
        section.append(make("p", [metadata.publisher], class_="publisher"))
    return Document("titlepage", "titlepage", metadata.title, section)


def colophon(metadata: Metadata, ids: Ids, writing: Writing) -> Document:
    """What the book is, who made it, when, from what, and under which terms."""
    section = make(
        "section", class_="colophon", id=ids.new("colophon"), epub_type="colophon", role="doc-colophon"
    )
    section.append(make("h1", [COLOPHON_TITLE], class_="head"))
    title = metadata.title
    if metadata.title_reading:
        title += f"（{metadata.title_reading}）"
    lines: list[tuple[str, str]] = [("書名", title)]
    for person in (*metadata.creators, *metadata.contributors):
        label = WORDS[person.relator][1] if person.relator != "ctb" else person.role or WORDS["ctb"][1]
        reading = f"（{person.reading}）" if person.reading else ""
        lines.append((label, person.name + reading))
    lines += [
        ("底本", metadata.source),
        ("発行日", date_in_words(metadata.date, writing)),
        ("発行", metadata.publisher),
        ("識別子", metadata.identifier),
        ("権利", metadata.rights),
    ]
    for label, value in lines:
        if value:
            section.append(make("p", [make("span", [label], class_="label"), "\u3000", value], class_="fact"))
    return Document("colophon", "colophon", COLOPHON_TITLE, section)


def date_in_words(date: str, writing: Writing) -> str:
    """``2026-01-05`` as 2026年1月5日, in vertical writing 二〇二六年一月五日; other forms as they are."""
    found = _DATE.fullmatch(date)
    if found is None:
        return date
    if writing == "horizontal":
        parts = [str(int(part)) for part in found.groups() if part]
    else:
        parts = [found[1].translate(_KANJI), *(_kanji(int(part)) for part in found.groups()[1:] if part)]
    return "".join(part + unit for part, unit in zip(parts, "年月日", strict=False))


def _kanji(number: int) -> str:
    """A number below 100 in kanji with 十: 12 is 十二."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else str(tens).translate(_KANJI) + "十"
    return head + (str(ones).translate(_KANJI) if ones else "")


def on_title_page(metadata: Metadata) -> list[Contributor]:
    """Translators, editors and commentators; those who typed and proofread stand in the colophon only."""
    return [
        person for person in metadata.contributors if person.relator in ("trl", "edt", "ann", "ill", "com")
    ]


def credited(person: Contributor) -> str:
    """A person's name and what they did, as on a title page: 山田花子　訳."""
    word = _after(person)
    return f"{person.name}\u3000{word}" if word else person.name


def _after(person: Contributor) -> str:
    """The word after the name: the header's own short one, else that of the relator."""
    if person.role and not person.role.isascii() and len(person.role) <= 2 and not person.role.endswith("者"):
        return person.role
    return WORDS[person.relator][0]
