"""The JSON Schema of layers says what the reader of layers says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from edition import resources
from edition.diagnostics import Findings
from edition.layers import load
from edition.layers.schema import schema, written

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = jsonschema.Draft7Validator(schema())


def plain(value: Any) -> Any:
    """A value as the core schema of YAML 1.2 has it, which editors of text follow: a day is a text."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value if isinstance(value, str | int | bool | None) else str(value)


def valid(layer: str) -> bool:
    return bool(VALIDATOR.is_valid(plain(YAML(typ="safe", pure=True).load(layer))))


def test_the_file_is_what_the_code_says() -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    assert resources.data("layers", "layer.schema.json").decode() == written()


@pytest.mark.parametrize("path", sorted(ROOT.glob("source/*/layers/*.yaml")), ids=lambda path: path.name)
def test_layers_are_valid(path: Path) -> None:
    assert valid(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "annotation",
    [
        "{on: 1962, kind: note, text: a}",
        "{on: a, kind: emend, text: ''}",
        "{on: {in: p1, quote: a, position: 3}, kind: heading, level: 2}",
        "{on: a, kind: note, text: b, date: 2026-04-01, why: c, cert: low}",
        "{on: a, kind: emend}",
        "{on: a, kind: note, text: b, wit: A}",
        "{kind: emphasis}",
        "{on: a, kind: emphasis, rend: italics}",
        "{on: {quote: a, at: 1}, kind: emphasis}",
        "{on: a}",
        "{on: a, kind: nothing}",
    ],
)
def test_schema_and_reader_agree(annotation: str) -> None:
    layer = f"by: ed1\nannotations:\n- {annotation}\n"
    findings = Findings()
    load(layer.encode(), "layers/ed1.yaml", findings)
    assert valid(layer) == (findings.errors == [])
