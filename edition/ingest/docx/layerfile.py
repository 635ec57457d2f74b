"""A layer as YAML (docs/layers.md), written so that an editor can go on with it by hand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

#: What YAML 1.2 (5.1) lets no text hold as it stands, or takes for the end of a line.
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
#: What notes have a meaning for (edition.layers.notetext).
_MEANING = re.compile(r"([\\*\[\]])")


@dataclass(frozen=True, slots=True)
class Entry:
    """One annotation. ``remark`` becomes a comment of the file; ``fields`` are keys after ``kind``."""

    id: str
    within: str
    quote: str
    prefix: str
    suffix: str
    position: int
    kind: str
    text: str
    remark: str = ""


def yaml(by: str, source: str, entries: list[Entry]) -> str:
    """A layer of one person, in the text's order."""
    lines = [f"# From {_comment(source)}.", f"by: {_scalar(by)}", "annotations:"]
    for one in entries:
        if one.remark:
            lines.append(f"  # {_comment(one.remark)}")
        on = {"in": one.within, "quote": one.quote, "prefix": one.prefix, "suffix": one.suffix}
        keys = [f"{key}: {_scalar(value)}" for key, value in on.items() if value]
        if one.position >= 0:
            keys.append(f"position: {one.position}")
        lines.append(f"  - id: {_scalar(one.id)}")
        lines.append(f"    on: {{{', '.join(keys)}}}")
        lines.append(f"    kind: {one.kind}")
        lines.append(f"    text: {_scalar(one.text)}")
    return "\n".join(lines) + "\n"


def note_text(text: str) -> str:
    """Words as the body of a note: nothing in them has a meaning of its own."""
    return _MEANING.sub(r"\\\1", text)


def _scalar(text: str) -> str:
    """A double-quoted scalar: JSON's is YAML's but for some characters."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda one: f"\\u{ord(one[0]):04x}", quoted)


def _comment(text: str) -> str:
    return " ".join(_ESCAPED.sub(" ", text).split())
