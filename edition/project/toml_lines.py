"""Where each key of a TOML file stands: tomllib gives values, an editor needs lines.

The text has been read by tomllib before, so it is known to be good TOML; what is followed here is only where
keys and headers begin. Strings and brackets are skipped as wholes, so that a key inside a long text is not
taken for one.
"""

from __future__ import annotations

import re
from collections import defaultdict

#: A key's way from the root: names, and for an array of tables its number from 0.
Path = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_TOKEN = re.compile(
    rf"""(?P<blank>[ \t\r\n]+|\#[^\n]*)
       | \[\[[ \t]*(?P<array>{_KEY})[ \t]*\]\]
       | \[[ \t]*(?P<table>{_KEY})[ \t]*\]
       | (?P<key>{_KEY})[ \t]*=""",
    re.VERBOSE,
)
_VALUE = re.compile(
    r'"""(?:[^\\]|\\.)*?"""+'
    r"|'''.*?'''+"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{}\n]"
    r"|[^\"'#\[\]{}\n]+",
    re.DOTALL,
)


def lines(text: str) -> dict[Path, int]:
    """The line, from 1, of every key and table header in ``text``."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = defaultdict(int)
    table: Path = ()
    at = line = 0
    while (token := _TOKEN.match(text, at)) is not None:
        line_here = line + 1 + token[0].count("\n")
        if token["array"]:
            name = _inside(_parts(token["array"]), counts)
            table = (*name, counts[name])
            counts[name] += 1
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], line_here)
        elif token["table"]:
            table = _inside(_parts(token["table"]), counts)
            # ``[a.b]`` alone makes ``a`` as well.
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], line_here)
        elif token["key"]:
            path = table
            for part in _parts(token["key"]):
                path = (*path, part)
                found.setdefault(path, line_here)
        line += token[0].count("\n")
        at = token.end()
        if token["key"]:
            end = _value_end(text, at)
            line += text.count("\n", at, end)
            at = end
    return found


def _parts(key: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_PART, key))


def _inside(name: Path, counts: dict[Path, int]) -> Path:
    """``[a.b]`` below ``[[a]]`` belongs to the last entry of the array ``a``."""
    path: Path = ()
    for number, part in enumerate(name, 1):
        path = (*path, part)
        if number < len(name) and path in counts:
            path = (*path, counts[path] - 1)
    return path


def _value_end(text: str, at: int) -> int:
    """Where a value ends: at the first line's end outside of brackets."""
    depth = 0
    while (token := _VALUE.match(text, at)) is not None:
        if token[0] == "\n" and depth == 0:
            break
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        at = token.end()
    return at
