"""Annotations as YAML, as an editor would write them: one block each, keys in one order, bodies as blocks.

The order never changes, so that files differ in git only where annotations differ.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from edition.layers.model import Annotation, Layer, Target

#: Keys after ``id``, ``on``, ``to`` and ``kind``, in the order in which they are written; any other follows.
_ORDER = (
    "series", "wit", "class", "type", "key", "ref", "rend", "level", "n", "vertical", "horizontal", "normal", "moved",
    "text", "cert", "date", "why",
)  # fmt: skip
#: A text that no reader of YAML takes for anything else: no sign at its head, none that ends it.
_PLAIN = re.compile(r"[^\W\d_](?:[^\x00-\x20\x7f-\xa0,\[\]{}:#&*!|>'\"%@`\\\u2028\u2029\ufeff]| (?=[^\s#]))*")
_WORDS = re.compile(r"(?i)y|n|yes|no|true|false|on|off|null|nan|inf")
#: What YAML 1.2 (5.1) lets no text hold as it stands, or takes for the end of a line.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def scalar(text: str) -> str:
    """A text on one line: as it stands where that is safe, else in quotation marks."""
    if _PLAIN.fullmatch(text) and not _WORDS.fullmatch(text) and text == text.strip():
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda one: f"\\u{ord(one[0]):04x}", quoted)


def target(on: Target) -> str:
    """The value of ``on`` on one line."""
    pairs = [("in", on.within), ("quote", on.quote), ("prefix", on.prefix), ("suffix", on.suffix)]
    keys = [f"{key}: {scalar(value)}" for key, value in pairs if value]
    if on.position >= 0:
        keys.append(f"position: {on.position}")
    return f"{{{', '.join(keys)}}}"


def entry(item: Annotation, by: str, indent: int = 2) -> str:
    """One annotation as an item of a list, ``indent`` columns in; ``by`` is the layer's own."""
    lines = [f"- id: {scalar(item.id)}", f"  on: {target(item.on)}"]
    if item.to is not None:
        lines.append(f"  to: {target(item.to)}")
    lines.append(f"  kind: {item.kind}")
    if item.by != by:
        lines.append(f"  by: {scalar(item.by)}")
    keys = [key for key in _ORDER if key in item.given]
    for key in (*keys, *sorted(item.given.keys() - set(keys))):
        lines += _value(key, item.given[key])
    return "".join(" " * indent + line + "\n" if line else "\n" for line in lines)


def layer(made: Layer, remark: str = "") -> str:
    """A whole layer. ``remark`` becomes a comment at its head."""
    head = "".join(f"# {line}\n" for line in remark.splitlines())
    head += f"by: {scalar(made.by)}\n" if made.by else ""
    return f"{head}annotations:\n" + "".join(entries(made.annotations, made.by))


def entries(items: Iterable[Annotation], by: str) -> list[str]:
    """Each annotation of a layer by ``by`` as a block of lines."""
    return [entry(item, by) for item in items]


def _value(key: str, text: str) -> list[str]:
    if key == "ignore":
        # A truth, which readers of YAML know by its having no quotation marks.
        return [f"  {key}: {text}"]
    return f"  {key}: {value(text, 2)}".split("\n")


def value(text: str, column: int) -> str:
    """What stands after a key of that column (from 0): the text on its line, or as a block of lines below it."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    # A literal block keeps what it holds but for these: one blank line less or more at its end, tabs at its head.
    literal = (
        "\n" in text
        and lines[0][:1] not in ("", " ", "\t")
        and lines[-1].strip() != ""
        and not any(line != line.rstrip() or "\t" in line for line in lines)
        and not re.search(r"[\x00-\x09\x0b-\x1f]", text)
        and not _ESCAPED.search(text)
    )
    if not literal:
        return scalar(text)
    indent = " " * (column + 2)
    keep = "|" if text.endswith("\n") else "|-"
    return "\n".join([keep, *(indent + line if line else "" for line in lines)])
