"""A table of edition.toml: keys are taken out one by one, and what is wrong with them is told with their lines.

A wrong value is an error, an unknown key a warning with the nearest known one; either way the default is taken.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edition import units
from edition.diagnostics import Findings, Place
from edition.project import folder as files
from edition.project import toml_lines


@dataclass(frozen=True, slots=True)
class File:
    """An edition.toml that is being read: where its keys stand, its edition's folder, what is wrong in it."""

    folder: Path
    lines: Mapping[toml_lines.Path, int]
    findings: Findings
    name: str = files.CONFIG


class Table:
    """One table of the file: takes keys out one by one, and names those that nobody asked for."""

    def __init__(self, values: Mapping[str, Any], path: toml_lines.Path, file: File) -> None:
        self.values = values
        self.path = path
        self.file = file
        self.asked: set[str] = set()

    def where(self, *key: str | int) -> Place:
        path = (*self.path, *key)
        # An inline table inside an array has no line of its own: that of what it stands in.
        while path and path not in self.file.lines:
            path = path[:-1]
        return Place(self.file.name, self.file.lines.get(path, 0))

    def name(self, key: str = "") -> str:
        parts = [str(part) for part in (*self.path, key) if isinstance(part, str) and part]
        return ".".join(parts)

    def wrong(self, key: str, message: str, hint: str = "") -> None:
        self.file.findings.error("CFG-004", f"{self.name(key)} {message}", self.where(key), hint)

    def take(self, key: str) -> Any:
        self.asked.add(key)
        return self.values.get(key)

    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        value = self.take(key)
        if value is None:
            if needed:
                self.missing(key)
            return default
        if not isinstance(value, str):
            self.wrong(key, f"is {kind_of(value)}, not a text", "put it into quotation marks")
            return default
        text = value.strip()
        if not text and needed:
            self.missing(key)
        elif any(ord(sign) < 32 and sign not in "\n\t" for sign in text):
            self.wrong(key, "holds a control character", "remove it")
            return default
        return text

    def missing(self, key: str) -> None:
        message = f"{self.name(key)} is missing"
        self.file.findings.error("CFG-005", message, self.where(), f"add {key} = …")

    def one_of(self, key: str, choices: Iterable[str], default: str) -> str:
        value = self.text(key, default)
        choices = list(choices)
        if value not in choices:
            self.wrong(key, f"is {value!r}", closest(value, choices))
            return default
        return value

    def truth(self, key: str, default: bool) -> bool:
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.wrong(key, f"is {kind_of(value)}, not true or false", "write true or false")
            return default
        return default if value is None else value

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number; 0, which is also the default, leaves it to the program."""
        value = self.take(key)
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(
                key, f"is {kind_of(value)}, not a whole number", f"write a number from {least} to {most}"
            )
            return 0
        if value != 0 and not least <= value <= most:
            self.wrong(key, f"is {value}", f"write a number from {least} to {most}")
            return 0
        return value

    def number(self, key: str, default: float, least: float, most: float, *, points: bool = False) -> float:
        """A number, or with ``points`` also a length with its unit (``"13Q"``), in points."""
        value = self.take(key)
        if value is None:
            return default
        hint = f"write a number from {least:g} to {most:g}"
        if isinstance(value, str) and points:
            try:
                value = units.points(value)
            except ValueError as fault:
                self.wrong(key, *halves(fault))
                return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(key, f"is {kind_of(value)}, not a number", hint)
            return default
        if not least <= value <= most:
            self.wrong(key, f"is {value:g}", hint)
            return default
        return float(value)

    def table(self, key: str) -> Table:
        value = self.take(key)
        if value is not None and not isinstance(value, dict):
            self.wrong(
                key, f"is {kind_of(value)}, not a table", f"write [{self.name(key)}] on a line of its own"
            )
            value = None
        return Table(value or {}, (*self.path, key), self.file)

    def tables(self, key: str) -> list[Table]:
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(
                key, f"is {kind_of(value)}, not a list of tables", f"write [[{self.name(key)}]] before each"
            )
            return []
        return [Table(one, (*self.path, key, at), self.file) for at, one in enumerate(value)]

    def once(self, key: str, value: str, taken: Iterable[str]) -> bool:
        """Whether no other table has the value yet; CFG-006 where one has."""
        if value not in taken:
            return True
        message = f"{self.name(key)} {value!r} is given twice"
        self.file.findings.error("CFG-006", message, self.where(key), "choose another")
        return False

    def there(self, key: str, name: str) -> None:
        """CFG-007 or -008 when a file that is named is not in the edition."""
        path = files.inside(self.file.folder, name)
        if path is None:
            hint = "an edition reads only what is in its own folder: copy the file there"
            message = f"{name} lies outside of the edition's folder"
            self.file.findings.error("CFG-007", message, self.where(key), hint)
        elif not path.is_file():
            self.file.findings.error("CFG-008", f"there is no file {name}", self.where(key), "check the name")

    def close(self) -> None:
        """CFG-003 for each key that was never asked for."""
        for key in self.values:
            if key not in self.asked:
                what = "table" if isinstance(self.values[key], dict | list) else "key"
                message = f"there is no {what} {self.name(key)}"
                hint = closest(key, self.asked)
                self.file.findings.warning("CFG-003", message, self.where(key), hint)


def halves(fault: ValueError) -> tuple[str, str]:
    """What is wrong, and what to do: `units` says both in one sentence."""
    message, _, hint = str(fault).partition("; ")
    return f"cannot be read: {message}", hint


_KINDS: list[tuple[type, str]] = [
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (str, "a text"),
    (dict, "a table"),
    (list, "a list"),
    (datetime.date, "a date"),
    (datetime.time, "a time"),
]


def kind_of(value: object) -> str:
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "something else")


def closest(word: str, known: Iterable[str]) -> str:
    choices = [one for one in known if one]
    near = difflib.get_close_matches(word, choices, 1, 0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"known: {', '.join(sorted(choices))}" if choices else "remove it"
