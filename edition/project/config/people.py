"""[[people]] and [[witnesses]]: who has a part in the edition, and which versions of the text there are."""

from __future__ import annotations

import re

from edition.project.config.model import Person, Witness
from edition.project.config.table import Table, closest
from edition.render.header import RELATORS, relator

#: An id: a letter, then letters, digits and some signs.
NAME = re.compile(r"[^\W\d][\w.\-·]*")


def people(root: Table) -> tuple[Person, ...]:
    """``[[people]]``, each id once."""
    found: list[Person] = []
    for table in root.tables("people"):
        person = Person(
            table.text("id", needed=True),
            _role(table),
            table.text("name", needed=True),
            table.text("reading"),
        )
        table.close()
        if person.id and not NAME.fullmatch(person.id):
            table.wrong("id", f"is {person.id!r}", "begin with a letter; letters, digits, - _ . follow")
        elif person.id and table.once("id", person.id, [one.id for one in found]):
            found.append(person)
    return tuple(found)


def _role(table: Table) -> str:
    """A role in English or Japanese; CFG-017 for one that has no place in a catalogue."""
    role = table.text("role", "contributor") or "contributor"
    if role != "contributor" and relator(role) == "ctb":
        message = f"{table.name('role')} {role!r} is not known; the person is catalogued as a contributor"
        table.file.findings.warning("CFG-017", message, table.where("role"), closest(role, RELATORS))
    return role


def witnesses(root: Table) -> tuple[Witness, ...]:
    """``[[witnesses]]``, each siglum once, at most one of them the base."""
    found: list[Witness] = []
    for number, table in enumerate(root.tables("witnesses"), 1):
        siglum = table.text("siglum", needed=True)
        id_ = f"wit-{siglum}" if re.fullmatch(r"[\w.\-·]+", siglum) else f"wit-{number}"
        name, file = table.text("name", siglum), table.text("file")
        witness = Witness(siglum, id_, name, file, table.truth("base", False))
        table.close()
        if re.search(r"[\s,]", siglum):
            table.wrong("siglum", f"is {siglum!r}", "a siglum is one word, without spaces or commas")
            continue
        if file:
            table.there("file", file)
        if witness.base and any(one.base for one in found):
            table.file.findings.error(
                "CFG-006",
                "two witnesses are the base text",
                table.where("base"),
                "keep base = true at one",
            )
        if siglum and table.once("siglum", siglum, [one.siglum for one in found]):
            found.append(witness)
    return tuple(found)
