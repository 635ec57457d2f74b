"""The edition.toml that ``new`` and ``ingest`` write: complete, each key explained (sample/)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from edition import resources

#: Where the files of a new edition stand in the package.
SAMPLE = "project/sample"

_PEOPLE = """\
# The people who have a part in the edition. A layer names its author by the id: `by: {id}`.
# Roles: author, translator, editor, annotator, compiler, transcriber, proofreader, illustrator, …
# or 著者, 訳者, 校訂者, …
"""
_PERSON = """\
{hash}[[people]]
{hash}id = {id_text}
{hash}role = {role}
{hash}name = {name}
{hash}reading = ""
"""


def edition_toml(
    *,
    title: str,
    date: str,
    identifier: str,
    writing: str,
    creator: str = "",
    title_reading: str = "",
    language: str = "ja",
    rights: str = "",
    person: tuple[str, str] | None = None,
    people: Sequence[tuple[str, str, str]] = (),
    notes: tuple[str, ...] = ("author", "translator", "editor"),
) -> str:
    """An edition.toml.

    ``person`` is (id, name) of a first editor, ``people`` are others as (id, role, name), ``notes`` the series to
    explain.
    """
    form = resources.data(SAMPLE, "edition.toml.in").decode()
    known = [(person[0], "editor", person[1])] if person else []
    known += people
    shown = known or [("ed1", "editor", "編者の名")]
    tables = _PEOPLE.format(id=shown[0][0])
    tables += "\n".join(
        _PERSON.format(id_text=text(id_), role=text(role), name=text(name), hash="" if known else "# ")
        for id_, role, name in shown
    )
    return form.format(
        title=text(title),
        title_reading=text(title_reading),
        creator=text(creator),
        language=text(language),
        identifier=text(identifier),
        rights=text(rights),
        date=date,
        people=tables,
        writing=text(writing),
        notes="".join(f'# {series} = "foot"\n' for series in notes),
    )


def text(value: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
