"""Front matter: what a Markdown file says of itself above its text, between lines of ``---`` (YAML) or ``+++`` (TOML).

Not part of CommonMark; Pandoc, Jekyll and Hugo read it so. The names of the keys are those that they use, and the
Japanese words for them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from io import StringIO
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from edition.ingest.reading import About

_YAML: Final = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML: Final = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
#: A line of YAML or TOML that gives a value; what has none between its rules is text.
_KEY: Final = re.compile(r"^\s*[\w\"' -]+[:=]", re.MULTILINE)
#: No sensible front matter is longer, and readers of YAML are slow.
_LONGEST: Final = 65536

_TITLE: Final = ("title", "題名", "表題", "タイトル")
_SUBTITLE: Final = ("subtitle", "副題")
_READING: Final = ("title-reading", "title_reading", "よみ", "読み")
_AUTHOR: Final = ("author", "authors", "creator", "著者", "作者")
_LANGUAGE: Final = ("language", "lang", "言語")
_RIGHTS: Final = ("rights", "license", "licence", "copyright", "権利")
_ROLES: Final = {
    "translator": "translator", "translators": "translator", "訳者": "translator", "翻訳": "translator",
    "editor": "editor", "editors": "editor", "編者": "editor", "校訂": "editor",
    "annotator": "annotator", "注釈": "annotator", "illustrator": "illustrator", "挿画": "illustrator",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What was found: ``end`` is where the text begins (0: there is none), ``unread`` why it cannot be read.

    ``unknown`` are keys that mean nothing here; they stay in the source and in the ledger.
    """

    end: int = 0
    about: About = field(default_factory=About)
    unknown: tuple[str, ...] = ()
    unread: str = ""


def read(text: str) -> FrontMatter:
    """The front matter of ``text``, if it has one."""
    toml = text.startswith("+++")
    match = (_TOML if toml else _YAML).match(text[: _LONGEST + 8])
    if match is None or not _KEY.search(match.group(1) or ""):
        return FrontMatter()
    try:
        values = tomllib.loads(match.group(1)) if toml else _yaml(match.group(1))
    # Constructors of YAML let errors of their own through: dates that are none, keys that are lists.
    except (YAMLError, ValueError, TypeError, AttributeError, RecursionError) as fault:
        return FrontMatter(unread=" ".join(str(fault).split())[:120] or "it is not well-formed")
    if not isinstance(values, dict):
        return FrontMatter()
    return _about({str(key): value for key, value in values.items()}, match.end())


def _yaml(text: str) -> object:
    reader = YAML(typ="safe", pure=True)
    # An anchor that stands twice is no fault of YAML 1.2, and warnings go nowhere here.
    reader.composer.warn_double_anchors = False
    return reader.load(StringIO(text))


def _about(values: dict[str, object], end: int) -> FrontMatter:
    about = About()
    unknown = []
    for key, value in values.items():
        name = key.strip().lower()
        words = _words(value)
        if name in _TITLE:
            about.title = "　".join([*words, about.title]).strip("　")
        elif name in _SUBTITLE:
            about.title = "　".join([about.title, *words]).strip("　")
        elif name in _READING:
            about.title_reading = "　".join(words)
        elif name in _AUTHOR and words:
            about.creator = words[0]
            about.people += [("author", word) for word in words[1:]]
        elif name in _LANGUAGE and words and re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", words[0]):
            about.language = words[0]
        elif name in _RIGHTS:
            about.rights = "、".join(words)
        elif name in _ROLES:
            about.people += [(_ROLES[name], word) for word in words]
        elif value is not None:
            unknown.append(key)
    return FrontMatter(end, about, tuple(unknown))


def _words(value: object) -> list[str]:
    """A value as words: of a list each, of an author with a name the name."""
    if isinstance(value, dict):
        value = value.get("name", value.get("main", ""))
    if isinstance(value, list):
        return [word for one in value[:100] if not isinstance(one, list) for word in _words(one)]
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return [words] if (words := " ".join(str(value).split())) else []
    return []
