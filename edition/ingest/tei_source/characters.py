"""Bytes of an XML file to its characters, by the encoding that the file says it has (XML 1.0, appendix F)."""

from __future__ import annotations

import codecs
import re
from typing import Final

from edition.diagnostics import Findings, Place

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Without a mark, the first sign of the declaration shows the width of characters.
_WIDE: Final = (
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"""\A\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']"""
)
# What publishers call Shift_JIS and EUC-JP has characters that the standards of these names have not.
_WIDER: Final = {"shift_jis": "cp932", "iso8859-1": "cp1252", "ascii": "utf-8", "euc_jp": "euc_jis_2004"}


def encoding(data: bytes) -> str:
    """The name of the encoding: by the mark at the head, by the declaration, else UTF-8."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    for head, name in _WIDE:
        if data.startswith(head):
            return name
    declared = _DECLARED.match(data[:1024])
    return declared.group(1).decode("ascii").lower() if declared else "utf-8"


def decode(data: bytes, file: str, findings: Findings) -> str:
    """The characters of the file, without a byte order mark.

    Raises ``Unusable`` after one finding, ING-161: empty, of an encoding that is not known, or not in the
    encoding that it says.
    """
    name = encoding(data)
    hint = "save the file as UTF-8, or correct the encoding in its first line"
    try:
        codec = codecs.lookup(name)
        # Codecs from bytes to bytes (zip, hex) are none of characters.
        if not codec._is_text_encoding:
            raise LookupError
    except LookupError:
        raise findings.fatal(
            "ING-161", f"the file says that its encoding is {name}, which is none", Place(file, 1), hint
        ) from None
    canonical = codec.name
    wider = _WIDER.get(canonical)
    try:
        text = _decoded(data, canonical, wider)
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise findings.fatal(
            "ING-161",
            f"the file is not in {name}: byte 0x{data[fault.start]:02X} does not belong there",
            Place(file, line),
            hint,
        ) from None
    except (UnicodeError, ValueError):
        raise findings.fatal("ING-161", f"the file is not in {name}", Place(file, 1), hint) from None
    if not text.strip():
        raise findings.fatal("ING-161", "the file is empty", Place(file), "give a TEI document")
    return text


def _decoded(data: bytes, name: str, wider: str | None) -> str:
    if wider is not None:
        try:
            return data.decode(wider)
        except UnicodeDecodeError:
            pass
    return data.decode(name)
