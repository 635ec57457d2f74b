"""Whatever stands in an edition's files, the answer is findings and an exit code, never a traceback."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edition.cli import app

#: What random edits put in: signs that mean something to one of the three formats.
PIECES = [
    piece.encode("latin-1")
    for piece in (
        *(
            "",
            "<",
            ">",
            "&",
            "&x;",
            "]",
            "[",
            "{",
            "}",
            '"',
            "'",
            "\n",
            "  ",
            "=",
            ":",
            "- ",
            "#",
            "\x00",
            "\xff",
        ),
        *("<p>", "</p>", "<note>", 'xml:id="p1"', "<pb/>", "<ruby>", "<div>", "</div>", "<list/>"),
        *("<choice><sic/><corr>x</corr></choice>", "0", "true", "!!x ", "*a", "&a ", "|", "\xe7\xae\xb1"),
    )
]


def damaged(data: bytes, dice: random.Random) -> bytes:
    """Some bytes replaced by a piece, once to four times."""
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data) + 1)
        data = data[:at] + dice.choice(PIECES) + data[at + dice.choice([0, 0, 1, 3, 20]) :]
    return data


@pytest.mark.parametrize("name", ["edition.toml", "text.xml", "layers/ed1.yaml"])
def test_damage_is_a_finding_or_nothing(name: str, make_edition: Callable[..., Path]) -> None:
    folder = make_edition()
    whole = (folder / name).read_bytes()
    dice = random.Random(name)
    for _ in range(120):
        data = damaged(whole, dice)
        (folder / name).write_bytes(data)
        result = CliRunner().invoke(app, ["check", str(folder), "--json"], catch_exceptions=True)
        assert result.exit_code in (0, 1), (data, result.exception)
        shape = json.loads(result.stdout) if result.stdout else None
        assert shape is not None, (data, result.exception)
        assert (result.exit_code == 1) == any(one["severity"] == "error" for one in shape["diagnostics"])
