"""Who is timed: how each typesetter is started on a text, and where its PDF then is."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

BENCH = Path(__file__).resolve().parent
BOTH = ("vertical", "horizontal")


@dataclass(frozen=True, slots=True)
class Job:
    """One text to be set by one engine in one direction; ``out`` is a folder of its own, made and empty.

    ``prepared`` is the folder that ``prepare.py`` wrote.
    """

    edition: Path
    prepared: Path
    writing: str
    out: Path

    @property
    def pdf(self) -> Path:
        """Where the finished pages are expected."""
        return self.out / "out.pdf"

    @property
    def html(self) -> Path:
        """The text as a page for browsers and stock WeasyPrint."""
        return self.prepared / f"{self.writing}.html"


@dataclass(frozen=True, slots=True)
class Engine:
    """A typesetter. ``source`` is the format of ``sources.py`` that it reads, "" where it needs none.

    ``ruby`` says whether it knows ruby, ``peer`` whether it is one of the others that may be installed.
    """

    name: str
    command: Callable[[Job], list[str]]
    writings: tuple[str, ...] = BOTH
    ruby: bool = True
    source: str = ""
    env: dict[str, str] = field(default_factory=dict)
    peer: bool = False
    makes_pdf: bool = True

    def pdf(self, job: Job) -> Path:
        """The PDF that it made."""
        return job.out / job.edition.name / f"{job.edition.name}.pdf" if self.name == OURS else job.pdf


OURS, STOCK, STOCK_UNTAGGED = "edition build", "WeasyPrint", "WeasyPrint, no tags"
#: The part of a build that is the typesetting; not an engine, but a row beside the others.
STEP = "edition, pages only"


def _build(job: Job, format_: str) -> list[str]:
    options = ["-o", str(job.out), "--to", format_, "--writing", job.writing, "--json"]
    return ["build", str(job.edition), *options]


def _ours(job: Job) -> list[str]:
    return [sys.executable, str(BENCH / "ours.py"), str(job.out / "clock.json"), *_build(job, "pdf")]


def _stock(tags: str) -> Callable[[Job], list[str]]:
    return lambda job: [sys.executable, str(BENCH / "stock.py"), str(job.html), str(job.pdf), tags]


OWN = [
    Engine(OURS, _ours),
    Engine(STOCK, _stock("tagged"), ("horizontal",), ruby=False),
    Engine(STOCK_UNTAGGED, _stock("untagged"), ("horizontal",), ruby=False),
]

#: What an editor runs besides; the text is not typeset.
COMMANDS = [
    Engine(
        "edition --help",
        lambda job: [sys.executable, "-m", "edition", "--help"],
        ("vertical",),
        makes_pdf=False,
    ),
    Engine(
        "edition check",
        lambda job: [sys.executable, "-m", "edition", "check", str(job.edition)],
        ("vertical",),
        makes_pdf=False,
    ),
    Engine(
        "edition build --to epub",
        lambda job: [sys.executable, "-m", "edition", *_build(job, "epub")],
        makes_pdf=False,
    ),
]

#: The formats that ``sources.py`` writes, with their files' endings.
SOURCES = {"typst": "typ", "uplatex": "tex", "lualatex": "tex", "markdown": "md", "fo": "fo", "fodt": "fodt"}


def fonts() -> tuple[Path, Path]:
    """The font files that everybody sets with: serif, sans serif."""
    spec = importlib.util.find_spec("pylopdf_fonts_jp")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    return folder / "NotoSerifJP-Regular.otf", folder / "NotoSansJP-Regular.otf"
