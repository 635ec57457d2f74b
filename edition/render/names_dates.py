"""TEI chapter 13, names and dates: their words; a name becomes a span only where something can lead to it."""

from __future__ import annotations

from typing import Final

from edition.render.walk import Handler, passage

HANDLERS: Final[dict[str, Handler]] = dict.fromkeys(
    (
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
    ),
    passage,
)
