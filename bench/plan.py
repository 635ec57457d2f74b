"""The runs of one size: every engine on every text, one after the other, and that several times over.

The machine may be shared and its speed may change from minute to minute. So the engines take turns (A B C,
A B C, …), each figure is a median, and a ratio of two engines is the median of the ratios within each turn.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import measure
from engines import BENCH, OURS, STEP, Engine, Job
from measure import Run

ROOT = BENCH.parent


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be set: its edition's folder, what was prepared of it, its length in characters."""

    size: str
    kind: str
    edition: Path
    prepared: Path
    characters: int

    @property
    def name(self) -> str:
        """``M notes``; an edition of one's own is called by its folder."""
        return f"{self.size} {self.kind}".strip()


@dataclass(slots=True)
class Row:
    """All turns of one engine on one text; ``fault`` says why there are none."""

    text: Text
    engine: str
    writing: str
    peer: bool = False
    pages: int = 0
    runs: list[Run] = field(default_factory=list)
    fault: str = ""

    @property
    def wall(self) -> float:
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        return statistics.median(run.cpu for run in self.runs)

    @property
    def peak(self) -> float:
        return statistics.median(run.peak for run in self.runs)

    @property
    def rate(self) -> float:
        """Pages a second of CPU time."""
        return self.pages / self.cpu

    def times(self, other: Row, of: Callable[[Run], float]) -> float:
        """How many times this row's figure is in the other's: the median over the turns."""
        pairs = zip(self.runs, other.runs, strict=False)
        return statistics.median(of(theirs) / of(mine) for mine, theirs in pairs)


def run(
    texts: list[Text],
    engines: Iterable[Engine],
    *,
    turns: int,
    peer_turns: int,
    peer_kinds: tuple[str, ...],
    limit: float,
    scratch: Path,
    keep: bool,
    writings: tuple[str, ...],
    say: Callable[[str], None],
) -> list[Row]:
    """Set every text with every engine, ``turns`` times; a row for each engine, text and direction.

    Peers set the kinds ``peer_kinds`` in the first ``peer_turns`` only: some of them need minutes where others
    need seconds.
    What is made goes below ``scratch``, which is removed unless it is to be kept.
    """
    tasks: list[tuple[Row, Engine, Job]] = []
    for text in texts:
        for engine in engines:
            if (text.kind == "ruby" and not engine.ruby) or (engine.peer and text.kind not in peer_kinds):
                continue
            for writing in engine.writings:
                # Stock WeasyPrint knows one direction, and is the measure of both.
                if writing in writings or len(engine.writings) == 1:
                    out = scratch / re.sub(r"\W+", "-", f"{text.name} {engine.name} {writing}")
                    job = Job(text.edition, text.prepared, writing, out)
                    tasks.append((Row(text, engine.name, writing, engine.peer), engine, job))
    rows: list[Row] = []
    steps: dict[int, Row] = {}
    for index, (row, engine, job) in enumerate(tasks):
        rows.append(row)
        if engine.name == OURS:
            steps[index] = Row(row.text, STEP, row.writing)
            rows.append(steps[index])
        if engine.source:
            _write_source(engine, job)
    for turn in range(turns):
        for index, (row, engine, job) in enumerate(tasks):
            if row.fault or (engine.peer and turn >= peer_turns):
                continue
            say(f"{turn + 1}/{turns} {row.text.name}: {row.engine}, {row.writing}")
            _one(row, steps.get(index), engine, job, limit)
    if not keep:
        shutil.rmtree(scratch, ignore_errors=True)
    return rows


def _one(row: Row, step: Row | None, engine: Engine, job: Job, limit: float) -> None:
    """One run, added to its row and, for our own, to the row of its step."""
    shutil.rmtree(job.out, ignore_errors=True)
    job.out.mkdir(parents=True)
    log = job.out / "log"
    env = {"PYTHONPATH": str(ROOT), **engine.env}
    try:
        done = measure.run(engine.command(job), cwd=job.out, env=env, log=log, limit=limit)
    except OSError as fault:
        row.fault = str(fault)
        return
    pdf = engine.pdf(job)
    if not done.good or (engine.makes_pdf and not pdf.is_file()):
        row.fault = f"over {limit:.0f} s" if done.code is None else _last_line(log) or f"exit {done.code}"
        row.runs.clear()
        return
    row.runs.append(done)
    if engine.makes_pdf and not row.pages:
        row.pages = _pages(pdf)
    if step is not None:
        clock = json.loads((job.out / "clock.json").read_text())
        step.runs.append(Run(clock["wall"], clock["cpu"], done.peak, 0))
        step.pages = row.pages


def _write_source(engine: Engine, job: Job) -> None:
    """The text in the engine's own format, beside what was prepared."""
    command = [sys.executable, str(BENCH / "sources.py"), engine.source, str(job.prepared), job.writing]
    subprocess.run(command, check=True)


def _pages(pdf: Path) -> int:
    """The pages of a PDF, counted by another process so that this one stays small."""
    count = "import sys, pypdfium2; print(len(pypdfium2.PdfDocument(sys.argv[1])))"
    done = subprocess.run([sys.executable, "-c", count, str(pdf)], capture_output=True, text=True, check=True)
    return int(done.stdout)


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1][:100] if lines else ""
