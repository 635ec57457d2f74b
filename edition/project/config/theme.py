"""``theme`` of [layout]: how a book looks, as defaults for its keys and a stylesheet, in a folder.

``theme.toml`` has [layout] and [matter] as edition.toml has them; [vertical] and [horizontal] are [layout] for one
direction. ``theme.css`` comes after the program's rules and before the edition's own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from edition import resources
from edition.diagnostics import Findings, Place, Unusable
from edition.print.layout import Press, Writing
from edition.project import folder as files
from edition.project import toml_lines
from edition.project.config.layout import WRITINGS, layout
from edition.project.config.matter import matter
from edition.project.config.table import File, Table, closest

SETTINGS = "theme.toml"
SHEET = "theme.css"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme's tables, "" and empty where there is none; ``css`` is its stylesheet."""

    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    css: str = ""


def theme(name: str, where: Place, folder: Path, findings: Findings) -> Theme:
    """The theme of a name: one of the program's, or a folder in the edition's. CFG-030 where there is none."""
    if not name:
        return Theme()
    read = _packaged(name) or _own(name, where, folder, findings)
    if read is None:
        known = resources.themes()
        hint = f"{closest(name, known)}; or name a folder of the edition that has a {SETTINGS}"
        findings.error("CFG-030", f"there is no theme {name!r}", where, hint)
        return Theme()
    settings, css = read
    tables = _checked(settings, f"{name}/{SETTINGS}", folder, findings)
    return Theme(tables, css)


def together(values: dict[str, Any], found: Theme, writing: Writing | None, *, above: bool) -> dict[str, Any]:
    """The tables of an edition.toml with the theme's keys where it has none, or ``above`` in place of its own.

    ``writing`` overrides its direction.
    """
    if not found.tables:
        return values
    general = found.tables.get("layout", {})
    given = values.get("layout")
    own = given if isinstance(given, dict) else {}
    direction = writing or own.get("writing") or general.get("writing") or WRITINGS[0]
    under = _over(general, found.tables.get(str(direction), {}))
    merged = dict(values)
    if given is None or isinstance(given, dict):
        merged["layout"] = _over(own, under) if above else _over(under, own)
    said = values.get("matter", {})
    if isinstance(said, dict):
        theirs = found.tables.get("matter", {})
        merged["matter"] = _over(said, theirs) if above else _over(theirs, said)
    return merged


def _over(lower: Mapping[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    """Two tables as one, what is in the upper before what is in the lower; tables in them alike."""
    found = dict(lower)
    for key, value in upper.items():
        old = found.get(key)
        found[key] = _over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return found


def _packaged(name: str) -> tuple[bytes, str] | None:
    if name not in resources.themes():
        return None
    return resources.theme(name, SETTINGS), resources.theme(name, SHEET).decode()


def _own(name: str, where: Place, folder: Path, findings: Findings) -> tuple[bytes, str] | None:
    path = files.inside(folder, name)
    if path is None or not (path / SETTINGS).is_file():
        return None
    try:
        settings = files.read(folder, f"{name}/{SETTINGS}", findings, where)
        if not (path / SHEET).is_file():
            return settings, ""
        css = files.read(folder, f"{name}/{SHEET}", findings, where).decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.error(
            "CFG-016", f"{name}/{SHEET} is not UTF-8 text", Place(f"{name}/{SHEET}"), "save it as UTF-8"
        )
        return settings, ""
    except Unusable:
        return None
    from edition.project import stylesheet

    stylesheet.check(css, f"{name}/{SHEET}", findings)
    return settings, css


def _checked(data: bytes, name: str, folder: Path, findings: Findings) -> Mapping[str, Mapping[str, Any]]:
    """The tables of a theme.toml; none where anything in it is wrong, which is told with its line."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        findings.error("CFG-031", f"{name} cannot be read: {fault}", Place(name), "it is TOML, in UTF-8")
        return {}
    own = Findings()
    file = File(folder, toml_lines.lines(text), own, name)
    root = Table(values, (), file)
    for key in ("layout", *WRITINGS):
        # Each is read as the layout that it would be.
        value = {} if root.take(key) is None else root.values[key]
        lines = {("layout", *path[1:]): line for path, line in file.lines.items() if path[:1] == (key,)}
        layout(Table({"layout": value}, (), replace(file, lines=lines)), Press())
    matter(root)
    root.close()
    findings.extend(own)
    return {} if own.errors else cast(Mapping[str, Mapping[str, Any]], values)
