"""Which format a source is of. Its content decides; the file's name only where two formats are as likely.

FORMATS is the register of this room: a format is a package that is loaded when a source may be of it. The
first bytes divide what is a text from what is not, so that no PDF reader is loaded to look at Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from edition.diagnostics import Findings, Place
from edition.ingest import source
from edition.ingest.reading import Reader


@dataclass(frozen=True, slots=True)
class Format:
    """A format: where it is read, the names its files have, and how its files begin (none for texts)."""

    name: str
    module: str
    suffixes: Sequence[str]
    magic: Sequence[bytes] = ()
    #: How archives begin in which texts of the format are kept.
    packed: Sequence[bytes] = ()


_ALL: Final = (
    Format("pdf-text", "edition.ingest.printed", (".txt", ".text")),
    Format("pdf", "edition.ingest.pdf", (".pdf",), (b"%PDF-",)),
    Format("aozora", "edition.ingest.aozora", (".txt", ".zip"), packed=(b"PK\x03\x04",)),
    Format("markdown", "edition.ingest.markdown", (".md", ".markdown")),
    # The second one is that of older and of encrypted documents, of which the reader can say what they are.
    Format(
        "docx",
        "edition.ingest.docx",
        (".docx", ".docm", ".dotx", ".dotm", ".doc"),
        (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ),
    Format("epub", "edition.ingest.epub", (".epub",), (b"PK\x03\x04",)),
    Format("tei", "edition.ingest.tei_source", (".xml", ".tei")),
)

#: The formats that can be read, by name, in the order in which the manual lists them.
FORMATS: Final = {one.name: one for one in _ALL}

# PDF readers look for the signature in the first kilobyte (ISO 32000-1, annex H, note 13).
_HEAD = 1024
# Nothing speaks for a format that is less sure than this.
_LEAST = 0.05
# Two formats nearer to each other than this are told apart by the file's name, and there is a doubt.
_CLOSE = 0.2


def load(name: str) -> Reader:
    """The reader of a format of FORMATS."""
    return cast("Reader", import_module(FORMATS[name].module))


def recognise(data: bytes, file: str, findings: Findings) -> str:
    """The name of the format that ``data`` is of.

    Raises ``Unusable`` after ING-005 (XML or HTML that is no TEI) or ING-001 to ING-003 (nothing that can be
    read). Warning: ING-007, two formats are as likely.
    """
    sure = {name: load(name).recognise(data, file) for name in _asked(data)}
    best = max(sure.values(), default=0.0)
    if best < _LEAST:
        raise _unknown(data, file, findings)
    near = [name for name, how in sure.items() if best - how < _CLOSE]
    # False sorts before True: of those that are as likely, first the one whose files are named so.
    near.sort(key=lambda name: (not file.lower().endswith(tuple(FORMATS[name].suffixes)), -sure[name]))
    if len(near) > 1 and best >= 0.5:
        findings.warning(
            "ING-007",
            f"read as {near[0]}; it could be {near[1]} as well",
            Place(file),
            f"say --format {near[0]} or --format {near[1]}",
        )
    return near[0]


def _asked(data: bytes) -> list[str]:
    """The formats that the first bytes leave: one with their signature, else those of texts."""
    head = data[:_HEAD]
    signed = [name for name, one in FORMATS.items() if any(sign in head for sign in one.magic)]
    begins = [name for name in signed if head.startswith(tuple(FORMATS[name].magic))]
    begins += [name for name, one in FORMATS.items() if head.startswith(tuple(one.packed))]
    # Any text may mention a signature.
    return begins or signed + [name for name, one in FORMATS.items() if not one.magic]


def _unknown(data: bytes, file: str, findings: Findings) -> Exception:
    if source.peek(data).lstrip().startswith("<"):
        hint = "a TEI document can be read as --format tei; of another, save the text"
        return findings.fatal("ING-005", "this is XML or HTML, and not TEI", Place(file, 1), hint)
    # The decoder knows better what is wrong with a text.
    source.decode(data, file, findings)
    hint = f"known are {', '.join(FORMATS)}; say --format if it is one of them"
    return findings.fatal("ING-002", "the file is of no format that can be read", Place(file), hint)
