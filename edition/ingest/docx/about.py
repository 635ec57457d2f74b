"""What a document says of itself: docProps/core.xml (29500-2, 11), and the language of its styles."""

from __future__ import annotations

import re

from lxml import etree

from edition.ingest.credits import divided
from edition.ingest.docx.names import name
from edition.ingest.docx.stream import properties
from edition.ingest.reading import About

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
#: Titles and authors that programs put in by themselves.
_NOTHING = frozenset(("untitled", "word document", "python-docx", "author", "user", "microsoft office user"))


def about(core: etree._Element | None, title: str, author: str, language: str, text: str) -> About:
    """Title and author as the text prints them, else as the properties have them; the language."""
    said = {name(one): (one.text or "").strip() for one in properties(core)}
    known = {key: "" if value.lower() in _NOTHING else value for key, value in said.items()}
    # Word parts several authors by semicolons.
    creator, people = divided(author or known.get("dc:creator", ""))
    return About(
        title=title or known.get("dc:title", ""),
        creator=creator,
        people=people,
        language=_language(known.get("dc:language", ""), language, text),
        rights=known.get("dc:rights", ""),
    )


def _language(said: str, styled: str, text: str) -> str:
    """The properties' language; else the styles', unless it is one that the text is plainly not written in."""
    possible = ("ja",) if _KANA.search(text) else ("ja", "zh", "ko") if _HAN.search(text) else ()
    for tag in (said, styled):
        primary = tag.partition("-")[0].lower()
        if _LANGUAGE.fullmatch(tag) and (
            primary in possible if possible else primary not in ("ja", "zh", "ko")
        ):
            return primary if primary == "ja" else tag
    return ""
