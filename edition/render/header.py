"""TEI chapter 2, the header: what the edition is, who made it, what may be done with it."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.model import Contributor, Metadata
from edition.render.wording import words
from edition.tei.names import XML_ID, XML_LANG, local

#: Role as a header says it -> MARC relator code (id.loc.gov/vocabulary/relators).
RELATORS: Final[dict[str, str]] = {
    "author": "aut",
    "著": "aut",
    "著者": "aut",
    "作者": "aut",
    "translator": "trl",
    "訳": "trl",
    "訳者": "trl",
    "翻訳": "trl",
    "翻訳者": "trl",
    "editor": "edt",
    "編": "edt",
    "編者": "edt",
    "編集": "edt",
    "校訂": "edt",
    "校訂者": "edt",
    "校注": "edt",
    "annotator": "ann",
    "commentator": "ann",
    "注": "ann",
    "注釈": "ann",
    "注釈者": "ann",
    "compiler": "com",
    "編纂": "com",
    "transcriber": "trc",
    "翻刻": "trc",
    "入力": "trc",
    "encoder": "mrk",
    "マークアップ": "mrk",
    "proofreader": "pfr",
    "校正": "pfr",
    "illustrator": "ill",
    "画": "ill",
    "挿画": "ill",
    "introduction": "win",
    "解説": "win",
    "解説者": "win",
    "publisher": "pbl",
    "発行": "pbl",
}

#: Relator code -> what stands after a name on the title page, and before it in the colophon.
WORDS: Final[dict[str, tuple[str, str]]] = {
    "aut": ("著", "著者"),
    "trl": ("訳", "訳者"),
    "edt": ("編", "編者"),
    "ann": ("注", "注釈者"),
    "com": ("編", "編纂者"),
    "trc": ("翻刻", "翻刻者"),
    "mrk": ("符号化", "符号化"),
    "pfr": ("校正", "校正者"),
    "ill": ("画", "挿画"),
    "win": ("解説", "解説者"),
    "pbl": ("発行", "発行"),
    "ctb": ("", "協力"),
}

#: Roles that make a person a creator of the book and not a contributor to it.
_CREATORS: Final = ("aut",)


def metadata(root: etree._Element) -> Metadata:
    """The metadata of a TEI document. What its header does not say is ""."""
    titles = root.findall("{*}teiHeader/{*}fileDesc/{*}titleStmt/{*}title")
    main = next((item for item in titles if item.get("type") in (None, "main")), None)
    people = _people(root)
    publication = root.find("{*}teiHeader/{*}fileDesc/{*}publicationStmt")
    return Metadata(
        title=_text(main),
        title_reading=_text(next((item for item in titles if item.get("type") == "reading"), None)),
        subtitle=_text(next((item for item in titles if item.get("type") == "sub"), None)),
        creators=tuple(person for person in people if person.relator in _CREATORS),
        contributors=tuple(person for person in people if person.relator not in _CREATORS),
        publisher=_text(publication.find("{*}publisher")) if publication is not None else "",
        language=_language(root),
        identifier=_text(publication.find("{*}idno")) if publication is not None else "",
        rights=_rights(publication),
        date=_date(publication),
        source=_source(root),
    )


def people_by_id(root: etree._Element) -> dict[str, str]:
    """The names behind ``@resp``: everybody in the header who has an id."""
    found: dict[str, str] = {}
    for person in root.iter("{*}name", "{*}persName", "{*}respStmt", "{*}author", "{*}editor"):
        identifier = person.get(XML_ID)
        if identifier and any(local(a.tag) == "teiHeader" for a in person.iterancestors()):
            found[identifier] = _named(person)[0]
    return found


def relator(role: str) -> str:
    """The MARC relator code of a role, ``ctb`` (contributor) for one that the table does not know."""
    word = role.strip().lower()
    return RELATORS.get(word, word if word in WORDS else "ctb")


def _people(root: etree._Element) -> list[Contributor]:
    statement = root.find("{*}teiHeader/{*}fileDesc/{*}titleStmt")
    found: list[Contributor] = []
    for child in statement if statement is not None else ():
        name = local(child.tag)
        if name in ("author", "editor"):
            role = child.get("role") or name
            written, reading = _named(child)
            code = relator(role)
            holder = child
        elif name == "respStmt":
            role = _text(child.find("{*}resp"))
            # A role may be given by its code beside its words.
            resp = child.find("{*}resp")
            code = relator((resp.get("key") if resp is not None else None) or role)
            written, reading = _named(child)
            named = child.find("{*}name")
            holder = named if named is not None else child
        else:
            continue
        if written:
            found.append(Contributor(written, reading, role, code, holder.get(XML_ID, "")))
    return found


def _named(holder: etree._Element) -> tuple[str, str]:
    """(name, reading) of an author, an editor, or a responsibility."""
    names = [child for child in holder if local(child.tag) in ("name", "persName", "orgName")]
    if not names:
        return _text(holder), ""
    reading = next((_text(child) for child in names if child.get("type") == "reading"), "")
    written = next((_text(child) for child in names if child.get("type") != "reading"), "")
    return written, reading


def _language(root: etree._Element) -> str:
    declared = root.find("{*}teiHeader/{*}profileDesc/{*}langUsage/{*}language")
    if declared is not None and declared.get("ident"):
        return str(declared.get("ident"))
    text = root.find("{*}text")
    return root.get(XML_LANG) or (text.get(XML_LANG) if text is not None else None) or "ja"


def _rights(publication: etree._Element | None) -> str:
    availability = publication.find("{*}availability") if publication is not None else None
    if availability is None:
        return ""
    return " ".join(_text(child) for child in availability if _text(child))


def _date(publication: etree._Element | None) -> str:
    date = publication.find("{*}date") if publication is not None else None
    return "" if date is None else date.get("when") or _text(date)


def _source(root: etree._Element) -> str:
    for name in ("bibl", "biblStruct", "listBibl"):
        found = root.find(f"{{*}}teiHeader/{{*}}fileDesc/{{*}}sourceDesc/{{*}}{name}")
        if found is not None:
            return _text(found)
    return ""


def _text(element: etree._Element | None) -> str:
    return "" if element is None else words(element)
