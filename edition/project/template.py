"""The edition.toml that ``new`` and ``ingest`` write: complete, each key explained (sample/)."""

from __future__ import annotations

import json

from edition import resources

#: Where the files of a new edition stand in the package.
SAMPLE = "project/sample"

_PERSON = """\
# The people who have a part in the edition. A layer names its author by the id: `by: {id}`.
# Roles: author, translator, editor, annotator, compiler, transcriber, proofreader, illustrator, …
# or 著者, 訳者, 校訂者, …
{hash}[[people]]
{hash}id = {id_text}
{hash}role = "editor"
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
    notes: tuple[str, ...] = ("author", "translator", "editor"),
) -> str:
    """An edition.toml. ``person`` is (id, name) of a first editor, ``notes`` the series to explain."""
    form = resources.data(SAMPLE, "edition.toml.in").decode()
    id_, name = person or ("ed1", "編者の名")
    people = _PERSON.format(id=id_, id_text=text(id_), name=text(name), hash="" if person else "# ")
    return form.format(
        title=text(title),
        title_reading=text(title_reading),
        creator=text(creator),
        language=text(language),
        identifier=text(identifier),
        rights=text(rights),
        date=date,
        people=people,
        writing=text(writing),
        notes="".join(f'# {series} = "foot"\n' for series in notes),
    )


def text(value: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
