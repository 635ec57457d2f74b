"""Markdown: CommonMark with footnotes, tables, front matter, and readings and emphasis marks as Japanese writers type
them. What is read as what is in docs/ingest.md.

front matter   front_matter.py    what the file says of itself
blocks         commonmark.py      paragraphs, quotations, lists …, each with its place
lines          inlines.py         what stands in them: ruby.py, footnotes.py, html.py
notes          notes.py           calls and definitions
encode         encode.py          to TEI (phrases.py: within lines), and the ranges of the source
"""

from __future__ import annotations

import re
from typing import Final

from edition.diagnostics import Findings
from edition.ingest import source
from edition.ingest.reading import Reading

NAME: Final = "markdown"

# What text of other kinds has not, each with how surely one of it shows Markdown. ATX headings, links and
# footnotes are hardly ever anything else; a dash or a number begins lists in every text.
_SIGNS: Final = (
    (re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE), 0.4),
    (re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE), 0.4),
    (re.compile(r"(?<!!)\[[^\]\n]{1,200}\]\((?:[^\s()]{1,500})\)"), 0.3),
    (re.compile(r"!\[[^\]\n]{0,200}\]\([^\s()]{1,500}[^()\n]{0,200}\)"), 0.4),
    (re.compile(r"^(?:```|~~~)", re.MULTILINE), 0.3),
    (re.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*"), 0.2),
    (re.compile(r"^> \S", re.MULTILINE), 0.2),
    (re.compile(r"^ {0,3}\|?[ :]*-{3,}[ :]*\|[-: |]*$", re.MULTILINE), 0.3),
    (re.compile(r"^ {0,3}[-*+] \S", re.MULTILINE), 0.1),
    (re.compile(r"\A(?:---|\+\+\+)[ \t]*\r?\n[\w-]+ *[:=]"), 0.4),
)
_HEAD: Final = 65536


def recognise(data: bytes, file: str) -> float:
    """By the name of the file, or by signs that only Markdown has."""
    if file.lower().endswith((".md", ".markdown", ".mkd", ".mdown")):
        return 0.9
    head = source.peek(data[:_HEAD])
    if head.lstrip().startswith("<"):
        return 0.0
    return min(0.85, sum(weight for sign, weight in _SIGNS if sign.search(head)))


def stream(data: bytes, file: str, findings: Findings) -> str:
    """The characters of the file."""
    return source.decode(data, file, findings)


def read(data: bytes, file: str, findings: Findings) -> Reading:
    """Markdown to TEI. Warnings: ING-120 to ING-128."""
    # The parser is loaded when there is something to parse.
    from edition.ingest.markdown import encode

    return encode.read(stream(data, file, findings), file, findings)
