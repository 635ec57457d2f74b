"""What the figures of bench/ stand on: the same words in every kind of text, whole trees of processes, fair ratios."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

BENCH = Path(__file__).resolve().parent.parent / "bench"
TEI = "{http://www.tei-c.org/ns/1.0}"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The modules of bench/ by name; they are scripts of one folder and import each other."""
    monkeypatch.syspath_prepend(str(BENCH))
    return import_module


def words(folder: Path) -> str:
    """The running text: without notes, their calls, and readings."""
    body = etree.parse(folder / "text.xml").getroot().find(f"{TEI}text/{TEI}body")
    assert body is not None
    for tag in ("note", "ref", "rt"):
        etree.strip_elements(body, f"{TEI}{tag}", with_tail=False)
    return "".join(body.itertext())


def test_all_kinds_of_a_size_have_the_same_words(bench: Any, tmp_path: Path) -> None:
    texts = bench("texts")
    for kind in texts.KINDS:
        texts.make(tmp_path / kind, "S", kind)
    plain = words(tmp_path / "plain")
    assert len(plain) >= texts.SIZES["S"]
    assert words(tmp_path / "notes") == words(tmp_path / "ruby") == plain
    found = {kind: (tmp_path / kind / "text.xml").read_text(encoding="utf-8") for kind in texts.KINDS}
    assert found["notes"].count("<note ") > len(plain) / 700
    assert found["ruby"].count("<ruby>") > len(plain) / 48, "less than one in a line"
    assert "<note " not in found["plain"]


def test_paragraphs_do_not_come_again(bench: Any, tmp_path: Path) -> None:
    bench("texts").make(tmp_path / "M", "M", "plain")
    paragraphs = [
        "".join(found.itertext())
        for found in etree.parse(tmp_path / "M" / "text.xml").getroot().iter(f"{TEI}p")
    ]
    assert len(set(paragraphs)) == len(paragraphs) > 300


CHILD = "import time\nheld = bytearray(80 << 20)\nwhile time.process_time() < 0.4: pass\n"


@pytest.mark.skipif(sys.platform != "linux", reason="trees are sampled on Linux only")
def test_processes_of_processes_are_counted(bench: Any, tmp_path: Path) -> None:
    code = f"import subprocess, sys\nfor p in [subprocess.Popen([sys.executable, '-c', {CHILD!r}]) for _ in 'ab']: p.wait()"
    done = bench("measure").run([sys.executable, "-c", code], cwd=tmp_path, log=tmp_path / "log")
    assert done.good
    assert done.cpu >= 0.8
    # Two children of 80 MB each at the same time, whatever the system's account of the larger one says.
    assert done.peak > 120


def test_a_run_over_its_time_is_ended(bench: Any, tmp_path: Path) -> None:
    code = "import time; time.sleep(60)"
    done = bench("measure").run([sys.executable, "-c", code], cwd=tmp_path, log=tmp_path / "log", limit=0.3)
    assert done.code is None
    assert done.wall < 30


def test_a_ratio_is_the_median_of_the_turns(bench: Any) -> None:
    plan, run = bench("plan"), bench("measure").Run
    text = plan.Text("S", "plain", Path(), Path(), 0)
    # The machine ran at half its speed in the second turn; who is faster has not changed.
    ours = plan.Row(text, "ours", "vertical", pages=10, runs=[run(1, cpu, 50, 0) for cpu in (1.0, 2.0, 1.0)])
    stock = plan.Row(
        text, "stock", "vertical", pages=10, runs=[run(1, cpu, 50, 0) for cpu in (4.0, 8.0, 5.0)]
    )
    assert ours.times(stock, lambda one: one.cpu) == 4.0
    assert stock.rate == 2.0


def test_shares_are_of_the_whole(bench: Any) -> None:
    seconds = {"edition.typeset.place": 1.0, "weasyprint.layout": 2.0, "pydyf": 0.5, "imports": 0.5}
    assert bench("shares").grouped(seconds) == {
        ("ours", "lines: place"): 0.25,
        ("WeasyPrint", "weasyprint.layout"): 0.5,
        ("WeasyPrint", "pydyf"): 0.125,
        ("both", "imports"): 0.125,
    }


@pytest.mark.slow
def test_one_command_measures_and_writes_the_page(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text("# Speed\n<!-- measured -->\nold\n<!-- end of measured -->\nend\n", encoding="utf-8")
    wishes = "--sizes S --kinds notes --writing vertical --runs 1 --peers= --shares S".split()
    command = [
        sys.executable,
        str(BENCH / "run.py"),
        *wishes,
        "--json",
        str(tmp_path / "runs.json"),
        "--into",
        str(page),
    ]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONWARNINGS": "default"})
    data = json.loads((tmp_path / "runs.json").read_text(encoding="utf-8"))
    rows = {(row["engine"], row["writing"]): row for row in data["rows"]}
    assert set(rows) == {
        ("edition build", "vertical"),
        ("edition, pages only", "vertical"),
        ("WeasyPrint", "horizontal"),
        ("WeasyPrint, no tags", "horizontal"),
    }
    build, step = (rows[name, "vertical"]["runs"][0] for name in ("edition build", "edition, pages only"))
    assert 0 < step["cpu"] < build["cpu"]
    assert all(row["pages"] >= 8 and row["runs"][0]["peak"] > 40 for row in rows.values())
    # What the sampler saw is what the process took, but for the noise of two runs.
    assert 0.5 < sum(data["shares"]["S notes"].values()) / build["cpu"] < 2
    text = page.read_text(encoding="utf-8")
    assert "| S notes | WeasyPrint | horizontal |" in text
    assert "old" not in text
    assert text.endswith("<!-- end of measured -->\nend\n")
