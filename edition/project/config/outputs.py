"""[outputs], [fonts], [imposition], [collation], [[suppress]]: what is made, and with what."""

from __future__ import annotations

import re
from typing import cast, get_args

from edition.print.impose import Scheme, Sheets, scheme
from edition.print.impose.paper import paper
from edition.print.split import Split
from edition.print.variants import VARIANTS as _VARIANTS
from edition.project.config.model import DEFAULT_FORMATS, FORMATS, Suppression
from edition.project.config.table import Table, halves

#: Which font a file of ``[fonts]`` stands for: the text, headings and strong words, Latin italics.
FONT_ROLES = ("serif", "sans-serif", "italic")
VARIANTS = tuple(_VARIANTS)
_CODE = re.compile(r"(CFG|ING|TEI|LAY|COL|JLR|EPB|PRT|RDR)-\d{3}")


def formats(table: Table) -> tuple[str, ...]:
    """``formats`` of ``[outputs]``."""
    value = table.take("formats")
    if value is None:
        return DEFAULT_FORMATS
    if not isinstance(value, list) or not value or not all(one in FORMATS for one in value):
        table.wrong(
            "formats",
            "is not a list of products",
            f'write it like ["epub", "pdf"]; known: {", ".join(FORMATS)}',
        )
        return DEFAULT_FORMATS
    return tuple(dict.fromkeys(value))


def variant(table: Table) -> str | None:
    """``variant`` of ``[outputs]``."""
    written = table.text("variant")
    if not written:
        return None
    return table.one_of("variant", VARIANTS, "") or None


def split(table: Table) -> Split:
    """``split`` of ``[outputs]``."""
    return cast(Split, table.one_of("split", get_args(Split), ""))


def fonts(root: Table) -> dict[str, str]:
    """``[fonts]``: font files of the edition in place of those that the program brings, for the PDF."""
    table = root.table("fonts")
    named = {role: table.text(role) for role in FONT_ROLES}
    table.close()
    return {role: file for role, file in named.items() if file}


def imposition(root: Table) -> tuple[Scheme | None, Sheets]:
    """``[imposition]``: sheets of paper for the PDF's pages."""
    table = root.table("imposition")
    named = {"scheme": table.text("scheme"), "sheet": table.text("sheet")}
    wanted: Scheme | None = None
    for key, known in (("scheme", scheme), ("sheet", paper)):
        try:
            found = known(named[key]) if named[key] else None
        except ValueError as fault:
            table.wrong(key, *halves(fault))
            named[key] = ""
        else:
            wanted = found if isinstance(found, Scheme) else wanted
    sheets = Sheets(
        named["sheet"],
        table.number("thickness", 0.0, 0.0, 1.0),
        table.truth("nested", False),
        table.truth("fit", False),
        table.truth("marks", True),
    )
    table.close()
    return wanted, sheets


def left_out(root: Table) -> tuple[str, ...] | None:
    """``[collation]``."""
    table = root.table("collation")
    value = table.take("leave-out")
    table.close()
    if value is None:
        return None
    # An edition without layers is built without that room.
    from edition.layers.model import VALUES

    known = VALUES["class"]
    if not isinstance(value, list) or not all(one in known for one in value):
        hint = f'write it like ["space", "punctuation"]; known: {", ".join(known)}'
        table.wrong("leave-out", "is not a list of classes of difference", hint)
        return None
    return tuple(dict.fromkeys(value))


def suppressed(root: Table) -> tuple[Suppression, ...]:
    """``[[suppress]]``."""
    found: list[Suppression] = []
    for table in root.tables("suppress"):
        one = Suppression(table.text("code", needed=True), table.text("reason", needed=True))
        table.close()
        if one.code and not _CODE.fullmatch(one.code):
            table.wrong("code", f"is {one.code!r}", "write the code of a warning, like ING-010")
        elif one.code and one.reason:
            found.append(one)
    return tuple(found)
