"""What edition.toml says, written into the TEI header: all that follows knows metadata only from there."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from edition.project.config import Edition, Person, Witness
from edition.render.header import relator
from edition.tei import XML_ID, t, words


def write(root: etree._Element, edition: Edition) -> None:
    """Complete the ``teiHeader`` of ``root``; what edition.toml does not say stays as the text has it."""
    header = root.find(t("teiHeader"))
    if header is None:
        header = etree.Element(t("teiHeader"))
        root.insert(0, header)
    description = _child(header, "fileDesc", 0)
    _titles(_child(description, "titleStmt", 0), edition)
    _publication(description, edition)
    if edition.witnesses:
        _witnesses(description, edition.witnesses)
    _language(header, edition.language)


def declare_variants(root: etree._Element) -> None:
    """Say in the header that variants stand in the text (TEI Guidelines 12.2), when there are any."""
    header = root.find(t("teiHeader"))
    if header is None or next(root.iter(t("app")), None) is None:
        return
    encoding = header.find(t("encodingDesc"))
    if encoding is None:
        encoding = etree.Element(t("encodingDesc"))
        _after_file_description(header, encoding)
    if encoding.find(t("variantEncoding")) is None:
        attributes = {"method": "parallel-segmentation", "location": "internal"}
        etree.SubElement(encoding, t("variantEncoding"), attributes)


def _titles(statement: etree._Element, edition: Edition) -> None:
    old = [one for one in statement.findall(t("title")) if one.get("type") in (None, "main")]
    first: list[etree._Element] = []
    if edition.title:
        _drop([*old, *_of_type(statement, "title", "reading")])
        first.append(_made("title", edition.title, type="main"))
    elif old:
        old[0].set("type", "main")
    else:
        first.append(_made("title", edition.slug, type="main"))
    if edition.title_reading:
        _drop(_of_type(statement, "title", "reading"))
        reading = _made("title", edition.title_reading, type="reading")
        if first:
            first.append(reading)
        else:
            old[0].addnext(reading)
    authors = _authors(edition)
    if authors:
        _drop(statement.findall(t("author")))
    for at, element in enumerate(first):
        statement.insert(at, element)
    after = statement.findall(t("title"))[-1]
    for author in reversed(authors):
        after.addnext(author)
    _drop(_said_again(statement, edition))
    taken = {one.get(XML_ID) for one in statement.iter(etree.Element)}
    for person in edition.people:
        if person.id not in taken:
            statement.append(_responsible(person))


def _said_again(statement: etree._Element, edition: Edition) -> list[etree._Element]:
    """Those of the source's header whom edition.toml names for the same; who has an id is somebody's ``@resp``."""
    known = {(relator(one.role), one.name) for one in edition.people}
    found = []
    for one in statement.iterchildren(t("editor"), t("respStmt")):
        resp, named = one.find(t("resp")), one.find(t("name"))
        role = one.get("role", "editor") if resp is None else words(resp)
        name = words(one if named is None else named)
        ids = any(inner.get(XML_ID) for inner in one.iter(etree.Element))
        if not ids and (relator(role), name) in known:
            found.append(one)
    return found


def _authors(edition: Edition) -> list[etree._Element]:
    """The people who are authors, and the creator where it is none of them."""
    people = [one for one in edition.people if one.role == "author"]
    authors = []
    if edition.creator and edition.creator not in [one.name for one in people]:
        authors.append(_named("author", edition.creator, edition.creator_reading))
    for person in people:
        author = _named("author", person.name, person.reading, always=True)
        author[0].set(XML_ID, person.id)
        authors.append(author)
    return authors


def _named(tag: str, name: str, reading: str, *, always: bool = False) -> etree._Element:
    """A name; with its reading, or ``always``, in elements ``name``, the reading's of type ``reading``."""
    if not reading and not always:
        return _made(tag, name)
    element = _made(tag)
    element.append(_made("name", name))
    if reading:
        element.append(_made("name", reading, type="reading"))
    return element


def _responsible(person: Person) -> etree._Element:
    statement = _made("respStmt")
    statement.append(_made("resp", person.role))
    name = _made("name", person.name)
    name.set(XML_ID, person.id)
    statement.append(name)
    if person.reading:
        statement.append(_made("name", person.reading, type="reading"))
    return statement


def _publication(description: etree._Element, edition: Edition) -> None:
    """publicationStmt: who answers for it, then date, identifier, licence (TEI Guidelines 2.2.4)."""
    old = description.find(t("publicationStmt"))
    statement = _made("publicationStmt")
    kept = [] if old is None else [one for one in old if isinstance(one.tag, str) and one.tag != t("p")]
    agencies = [one for one in kept if one.tag in (t("publisher"), t("distributor"), t("authority"))]
    if edition.publisher:
        statement.append(_made("publisher", edition.publisher))
    elif agencies:
        statement.extend(agencies)
    else:
        statement.append(_made("authority", _authority(edition)))
    if edition.date is not None:
        statement.append(_made("date", edition.date.isoformat()[:10], when=edition.date.isoformat()[:10]))
    else:
        statement.extend([one for one in kept if one.tag == t("date")])
    if edition.identifier:
        statement.append(_made("idno", edition.identifier, type=_scheme(edition.identifier)))
    statement.extend([one for one in kept if one.tag == t("idno") and one.text != edition.identifier])
    if edition.rights:
        statement.append(_licence(edition.rights))
    else:
        statement.extend([one for one in kept if one.tag == t("availability")])
    if old is not None:
        old.addprevious(statement)
        _drop([old])
    else:
        after = [*description.findall(t("titleStmt")), *description.findall(t("editionStmt"))][-1]
        after.addnext(statement)
    if description.find(t("sourceDesc")) is None:
        source = _made("sourceDesc")
        source.append(_made("p", "born digital"))
        description.append(source)


def _authority(edition: Edition) -> str:
    editors = [one.name for one in edition.people if one.role == "editor"]
    return (editors or [edition.creator or edition.title or edition.slug])[0]


def _scheme(identifier: str) -> str:
    """The kind of an identifier, by its form."""
    plain = identifier.lower()
    for prefix, name in (
        ("urn:uuid:", "UUID"),
        ("urn:isbn:", "ISBN"),
        ("doi:", "DOI"),
        ("https://doi.org/", "DOI"),
    ):
        if plain.startswith(prefix):
            return name
    return "URI" if ":" in plain else "local"


def _licence(rights: str) -> etree._Element:
    availability, licence = _made("availability"), _made("licence", rights)
    if rights.startswith(("http://", "https://")) and len(rights.split()) == 1:
        licence.set("target", rights)
    availability.append(licence)
    return availability


def _witnesses(description: etree._Element, witnesses: Iterable[Witness]) -> None:
    """listWit in a sourceDesc of its own: TEI lets prose and lists not stand in one."""
    holder = _made("sourceDesc")
    listed = etree.SubElement(holder, t("listWit"))
    for witness in witnesses:
        entry = _made("witness", witness.name)
        entry.set(XML_ID, witness.id)
        entry.set("n", witness.siglum)
        listed.append(entry)
    description.append(holder)


def _after_file_description(header: etree._Element, element: etree._Element) -> None:
    """Put ``element`` behind fileDesc, before which comments may stand."""
    description = header.find(t("fileDesc"))
    header.insert(0 if description is None else header.index(description) + 1, element)


def _language(header: etree._Element, language: str) -> None:
    profile = header.find(t("profileDesc"))
    if profile is None:
        profile = _made("profileDesc")
        before = header.find(t("encodingDesc"))
        if before is None:
            _after_file_description(header, profile)
        else:
            before.addnext(profile)
    usage = profile.find(t("langUsage"))
    if usage is None:
        usage = etree.SubElement(profile, t("langUsage"))
    _drop(one for one in usage.findall(t("language")) if one.get("ident") == language)
    usage.insert(0, _made("language", ident=language))


def _of_type(parent: etree._Element, name: str, type_: str) -> list[etree._Element]:
    return [one for one in parent.findall(t(name)) if one.get("type") == type_]


def _drop(elements: Iterable[etree._Element]) -> None:
    """Take elements out of the header, where tails are only layout."""
    for element in list(elements):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _made(name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.Element(t(name), attributes)
    element.text = text
    return element


def _child(parent: etree._Element, name: str, at: int) -> etree._Element:
    found = parent.find(t(name))
    if found is None:
        found = _made(name)
        parent.insert(at, found)
    return found
