"""[matter]: what stands before and after the text."""

from __future__ import annotations

from edition.project.config.table import Table
from edition.render.wanted import INDEXED, Matter


def matter(root: Table) -> Matter:
    """``[matter]``, ``[matter.readings]`` and ``[matter.imprint]``."""
    table = root.table("matter")
    plain = Matter()
    found = Matter(
        half_title=table.truth("half-title", plain.half_title),
        title_page=table.truth("title-page", plain.title_page),
        dedication=table.text("dedication"),
        contents=_contents(table),
        contents_depth=table.whole("contents-depth", 1, 6) or plain.contents_depth,
        principles=table.truth("principles", plain.principles),
        index=_index(table),
        readings=_texts(table.table("readings")),
        colophon=table.truth("colophon", plain.colophon),
        imprint=_texts(table.table("imprint")),
    )
    table.close()
    return found


def _contents(table: Table) -> bool | None:
    """``true``, ``false``, or "auto": where there are two headings or more."""
    return None if table.take("contents") in (None, "auto") else table.truth("contents", True)


def _index(table: Table) -> tuple[str, ...]:
    """``true`` is of all that can be indexed."""
    value = table.take("index")
    if value is None or value is False:
        return ()
    if value is True:
        return tuple(INDEXED)
    if not isinstance(value, list) or not all(one in INDEXED for one in value):
        hint = f'write true, or a list like ["persons", "terms"]; known: {", ".join(INDEXED)}'
        table.wrong("index", "is not a list of what is indexed", hint)
        return ()
    return tuple(dict.fromkeys(value))


def _texts(table: Table) -> dict[str, str]:
    """A table whose keys are the editors' own."""
    found = {key: table.text(key) for key in table.values}
    table.close()
    return {key: text for key, text in found.items() if text}
