"""Reading ``*.case``: typographic cases as text.

    --- name
    see: JLReq 3.1.4, table 1 cl-02 x cl-01
    writing-mode: vertical-rl, horizontal-tb
    measure: 6em
    profile: strict, latin_gap = 1/8
    indent: 1em
    ---- text
    「あ」「い」
    ---- lines
    1 | 「 0   あ 0.5   」 1.5   「 2.5   い 3   」 4

Lines before the first section are a comment on the file. ``see`` is what the values are typed from.
``writing-mode`` is both unless said, ``profile`` the strict one; after its name stand settings that differ.
``indent`` is of the first line. A text is one paragraph.

``---- readings`` is a third section, with rows of the same form for the ruby of each line, ``-`` where it has
none; in the text a reading is written as :func:`edition.typeset.compose` reads it.

A row gives every character, or Western word, with the inline start of its body in em. ``␣`` is a word space.
A length is a sum of numbers, fractions and words, a word standing for its own advance in the font, which no
standard knows: ``1.5+ABC``, in quotation marks if it is a numeral. The measure may be such a sum too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from edition import jlreq

WRITINGS = ("vertical-rl", "horizontal-tb")
PROFILES = {profile.name: profile for profile in (jlreq.STRICT, jlreq.LOOSE, jlreq.HOUSE)}
WORD_SPACE = "␣"

#: A length in em: a number, and the words whose advances are to be added to it.
Length = tuple[Fraction, tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """One section of a case file."""

    name: str
    file: str
    line: int
    see: str
    writings: tuple[str, ...]
    measure: Length
    profile: jlreq.Profile
    indent: Length
    text: str
    lines: tuple[tuple[tuple[str, Length], ...], ...]
    #: Where the readings stand, line by line, where the case says it.
    readings: tuple[tuple[tuple[str, Length], ...], ...] | None


class CaseError(Exception):
    """A case file that cannot be read, with its place."""


def read(path: Path) -> list[Case]:
    """The cases of a file. Raises CaseError."""
    text = path.read_text(encoding="utf-8")
    starts = [match.start() for match in re.finditer(r"^--- ", text, re.MULTILINE)]
    if not starts:
        raise CaseError(f"{path.name}: no case in it")
    found = []
    for start, stop in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text.count("\n", 0, start) + 1
        try:
            found.append(_case(text[start:stop], path.name, line))
        except (ValueError, KeyError, TypeError) as error:
            raise CaseError(f"{path.name}:{line}: {error}") from error
    return found


def _case(section: str, file: str, line: int) -> Case:
    heading, *parts = re.split(r"^---- (\w+)\n", section, flags=re.MULTILINE)
    first, *settings = heading.strip("\n").split("\n")
    body = dict(zip(parts[::2], parts[1::2], strict=True))
    if set(body) - {"readings"} != {"text", "lines"}:
        raise ValueError(f"a case has a text and lines, not {', '.join(body) or 'nothing'}")
    keys = dict(setting.split(": ", 1) for setting in settings)
    unknown = set(keys) - {"see", "writing-mode", "measure", "profile", "indent"}
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    writings = tuple(keys.get("writing-mode", ", ".join(WRITINGS)).split(", "))
    if not set(writings) <= set(WRITINGS):
        raise ValueError(f"no writing-mode {', '.join(writings)}")
    return Case(
        name=first.removeprefix("--- ").strip(),
        file=file,
        line=line,
        see=keys["see"],
        writings=writings,
        measure=_length(keys["measure"].removesuffix("em")),
        profile=_profile(keys.get("profile", "strict")),
        indent=_length(keys.get("indent", "0em").removesuffix("em")),
        text=body["text"].strip("\n"),
        lines=tuple(_rows(body["lines"])),
        readings=tuple(_rows(body["readings"])) if "readings" in body else None,
    )


def _profile(setting: str) -> jlreq.Profile:
    name, *changes = setting.split(", ")
    kinds = {field.name for field in fields(jlreq.Profile)}
    values: dict[str, Any] = {}
    for change in changes:
        key, value = change.split(" = ")
        if key not in kinds:
            raise ValueError(f"a profile has no {key}")
        if key == "latin_gap":
            values[key] = Fraction(value)
        else:
            values[key] = int(value) if value.isdigit() else value
    return replace(PROFILES[name], **values)


def _rows(text: str) -> list[tuple[tuple[str, Length], ...]]:
    rows: list[tuple[tuple[str, Length], ...]] = []
    for number, row in enumerate(text.rstrip("\n").split("\n"), 1):
        start, bar, rest = row.partition(" | ")
        if not bar or start != str(number):
            raise ValueError(f"row {number} begins {row[:8]!r}")
        if rest.strip() == "-":
            rows.append(())
            continue
        # A full-width space is a character of the row, not a separator.
        parts = re.split(r"[ \t]+", rest.strip(" \t"))
        rows.append(
            tuple(
                (" " if sign == WORD_SPACE else sign, _length(place))
                for sign, place in zip(parts[::2], parts[1::2], strict=True)
            )
        )
    return rows


def _length(text: str) -> Length:
    numbers, words = Fraction(0), []
    for part in text.split("+"):
        if re.fullmatch(r"\d+(\.\d+)?|\d+/\d+", part):
            numbers += Fraction(part)
        elif re.fullmatch(r"[A-Za-z]+|\"\d+\"", part):
            words.append(part.strip('"'))
        else:
            raise ValueError(f"{text!r} is no length")
    return numbers, tuple(words)
