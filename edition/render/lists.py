"""Lists made from the criticism in the text: emendations (校訂一覧) and variants (校異一覧)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from edition.render.ids import Ids
from edition.render.model import Document, DocumentType
from edition.render.walk import Emendation, Variant
from edition.render.xhtml import Content, make

EMENDATIONS_TITLE: Final = "校訂一覧"
VARIANTS_TITLE: Final = "校異一覧"
#: A reading that is not there: what the apparatus of Japanese editions prints for an omission.
NOTHING: Final = "ナシ"


def emendations(entries: Iterable[Emendation], ids: Ids) -> Document:
    """Where, what the edition reads, what the source read, and who decided."""
    items = []
    for entry in entries:
        words = f"「{entry.reading}」" if entry.reading else NOTHING
        source = f"「{entry.source}」" if entry.source else NOTHING
        by = f"（{entry.responsible}）" if entry.responsible else ""
        place = _place(entry.where, entry.page, entry.document)
        items.append(_item(entry.entry, [place, f"\u3000{words}\u3000底本{source}{by}"]))
    return _document("emendations", EMENDATIONS_TITLE, items, ids)


def variants(entries: Iterable[Variant], ids: Ids) -> Document:
    """Where, the lemma with its witnesses, and every other reading with its own."""
    items = []
    for entry in entries:
        lemma = (entry.lemma or NOTHING) + "］"
        readings = "\u3000".join(f"{text or NOTHING}{_sigla(wit)}" for text, wit in entry.readings)
        place = _place(entry.where, entry.page, entry.document)
        line = f"\u3000{lemma}{_sigla(entry.witnesses)}\u3000{readings}".rstrip("\u3000")
        items.append(_item(entry.entry, [place, line]))
    return _document("variants", VARIANTS_TITLE, items, ids)


def _sigla(sigla: str) -> str:
    return f"（{sigla}）" if sigla else ""


def _place(where: str, page: str, document: str) -> etree._Element:
    words = f"{page}頁" if page else document
    return make("a", [words], class_="backlink", role="doc-backlink", href=f"#{where}")


def _item(target: str, content: Content) -> etree._Element:
    return make("li", [make("p", content)], id=target)


def _document(name: DocumentType, title: str, items: list[etree._Element], ids: Ids) -> Document:
    section = make("section", class_=name, id=ids.new(name))
    section.append(make("h1", [title], class_="head"))
    box = make("ul", class_="list apparatus")
    box.extend(items)
    section.append(box)
    return Document(name, name, title, section)
