"""Misuse of the command is exit 2 and not a finding; what every verb says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from edition import __version__
from edition.cli import app

VERBS = ["new", "ingest", "check", "build", "proof", "doctor"]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["bild"], id="no such verb"),
        pytest.param(["check"], id="check nothing"),
        pytest.param(["build"], id="build nothing"),
        pytest.param(["new"], id="new nothing"),
        pytest.param(["ingest", "x.txt"], id="ingest to nowhere"),
        pytest.param(["ingest", "-o", "x"], id="ingest nothing"),
        pytest.param(["ingest", "x.txt", "-o", "x", "--format", "docx9"], id="unknown format"),
        pytest.param(["check", ".", "--loud"], id="no such option"),
        pytest.param(["build", ".", "--to", "docx"], id="no such product"),
        pytest.param(["build", ".", "--to", ","], id="no product"),
        pytest.param(["build", ".", "--writing", "diagonal"], id="no such direction"),
        pytest.param(["build", ".", "--notes", "author"], id="notes without a place"),
        pytest.param(["build", ".", "--notes", "author=top"], id="notes in no place"),
        pytest.param(["build", ".", "--notes", "=foot"], id="notes of no series"),
        pytest.param(["build", ".", "--variant", "pdf/x-1"], id="no such variant"),
        pytest.param(["build", ".", "-j", "0"], id="no process"),
        pytest.param(["build", ".", "-j", "two"], id="processes in words"),
        pytest.param(["build", "a/x", "b/x"], id="two of one name"),
        pytest.param(["proof"], id="proof of nothing"),
        pytest.param(["proof", "missing.pdf"], id="proof of a missing file"),
        pytest.param(["proof", "."], id="proof of a folder"),
        pytest.param(["proof", "x.pdf", "--latin-gap", "wide"], id="no such gap"),
    ],
)
def test_misuse(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    result = CliRunner().invoke(app, [verb, "--help"])
    assert result.exit_code == 0
    assert "--json" in result.stdout


def test_the_verbs_are_those_that_work() -> None:
    result = CliRunner().invoke(app, ["--help"])
    listed = [
        line.split()[0] for line in result.stdout.partition("Commands:")[2].splitlines() if line.strip()
    ]
    assert [verb for verb in listed if verb in VERBS] == VERBS
    assert "serve" not in listed


def test_the_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"edition {__version__}\n")
