"""TEI chapter 13, names and dates: their words; a name becomes a span only where something can lead to it."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.walk import Handler, Walk, language, passage
from edition.render.xhtml import Content, make, phrasing


def listed_people(walk: Walk, element: etree._Element) -> Content:
    """``listPerson`` in the text: the people of a play."""
    box = make("div", class_="people", id=walk.id(element))
    box.extend(piece for piece in walk.content(element) if not isinstance(piece, str))
    return [language(element, box)]


def person(walk: Walk, element: etree._Element) -> Content:
    """A person of a list (登場人物): all that is said of him on one line, one thing set off from the next."""
    line: Content = []
    for child in element:
        said = phrasing(walk.one(child))
        if said:
            line.extend(["\u3000", *said] if line else said)
    return [language(element, make("p", line, class_="person", id=walk.id(element)))]


_WORDS: Final = (
    "name",
    "persName",
    "placeName",
    "orgName",
    "roleName",
    "surname",
    "forename",
    "addName",
    "genName",
    "nameLink",
    "geogName",
    "geogFeat",
    "country",
    "region",
    "settlement",
    "district",
    "bloc",
    "rs",
    "date",
    "time",
    "objectName",
    "eventName",
    "occupation",
)

HANDLERS: Final[dict[str, Handler]] = {
    **dict.fromkeys(_WORDS, passage),
    "listPerson": listed_people,
    "person": person,
    "personGrp": person,
}
