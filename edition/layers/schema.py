"""The shape of a layer as JSON Schema, for the completion of editors of text: made from the tables of kinds.

``layer.schema.json`` beside this module is its output; a test keeps the two in step. Run as a program it writes
that file anew: ``python -m edition.layers.schema > edition/layers/layer.schema.json``.
"""

from __future__ import annotations

import json
from typing import Any

from edition.layers.model import KINDS, VALUES

#: What every reader of YAML takes for something else than text is text here.
_TEXT = {"type": ["string", "number", "boolean"]}
_SAID = {
    "by": "Who says it: the id of a person in edition.toml.",
    "id": "The annotation's own name; notes refer to it as [@id].",
    "on": "Its place: the words that are meant, as the source has them.",
    "kind": "What it is.",
    "text": "A note's body, or the new reading.",
    "series": "Whose notes it stands among: author, translator, editor, …",
    "cert": "How certain it is.",
    "date": "When it was written: 2026-04-01.",
    "why": "The reason, for other editors.",
    "wit": "Sigla of witnesses.",
    "to": "The last words, where on: has the first ones.",
    "ignore": "Leave this one out.",
    "level": "How deep the heading stands.",
    "vertical": "How the words are written in a vertical book.",
    "horizontal": "How the words are written in a horizontal book.",
}


def schema() -> dict[str, Any]:
    """The schema as values (JSON Schema draft 7, which the YAML language server knows best)."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A layer of annotations",
        "type": "object",
        "properties": {
            "by": {**_TEXT, "description": _SAID["by"]},
            "annotations": {"type": ["array", "null"], "items": {"oneOf": [_kind(kind) for kind in KINDS]}},
        },
        "required": ["annotations"],
        "additionalProperties": False,
        "definitions": {"target": _target()},
    }


def _kind(kind: str) -> dict[str, Any]:
    from edition.layers.load import COMMON

    needed, allowed = KINDS[kind]
    keys = [*COMMON, *sorted(needed), *sorted(allowed)]
    properties = {key: _value(key) for key in keys}
    properties["kind"] = {"const": kind, "description": _SAID["kind"]}
    return {
        "title": kind,
        "type": "object",
        "properties": properties,
        "required": ["on", "kind", *sorted(needed)],
        "additionalProperties": False,
    }


def _value(key: str) -> dict[str, Any]:
    shape: dict[str, Any]
    if key in ("on", "to"):
        shape = {"$ref": "#/definitions/target"}
    elif key == "ignore":
        shape = {"type": "boolean"}
    elif key == "level":
        shape = {"enum": [int(value) for value in VALUES[key]]}
    elif key in VALUES:
        shape = {"enum": list(VALUES[key])}
    else:
        shape = dict(_TEXT)
    return {**shape, "description": _SAID[key]} if key in _SAID and "$ref" not in shape else shape


def _target() -> dict[str, Any]:
    keys = {
        "quote": "The words.",
        "in": "The xml:id of the paragraph or heading in which they stand.",
        "prefix": "The words right before.",
        "suffix": "The words right after.",
    }
    properties: dict[str, Any] = {key: {**_TEXT, "description": said} for key, said in keys.items()}
    properties["position"] = {"type": "integer", "minimum": 0}
    whole = {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}
    return {"description": _SAID["on"], "anyOf": [_TEXT, whole]}


def written() -> str:
    """The schema as the file has it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    print(written(), end="")
