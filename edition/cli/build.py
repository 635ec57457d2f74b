"""``edition build``."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from edition.cli import show

if TYPE_CHECKING:
    from edition.print import Writing
    from edition.project.build import Wishes
    from edition.project.report import Report


class UnplacedChoice(StrEnum):
    """What becomes of annotations whose words are not found."""

    STOP = "stop"
    LIST = "list"


class WritingChoice(StrEnum):
    """The direction of writing."""

    VERTICAL = "vertical"
    HORIZONTAL = "horizontal"


def build(
    editions: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of editions.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the products go: DIR/<slug>/.")
    ] = Path("build"),
    to: Annotated[
        str, typer.Option("--to", metavar="LIST", help="Of epub, pdf, tei, html, onix; epub,pdf unless said.")
    ] = "",
    writing: Annotated[
        WritingChoice | None, typer.Option("--writing", help="In place of the edition's own direction.")
    ] = None,
    notes: Annotated[
        list[str] | None,
        typer.Option(
            "--notes",
            metavar="SERIES=PLACE",
            help="Like author=foot; foot, head, side, end, inline, interlinear.",
        ),
    ] = None,
    variant: Annotated[
        str,
        typer.Option(
            "--variant",
            metavar="NAME",
            help="A kind of PDF: pdf/x-4, pdf/a-3u, pdf/a-3a, pdf/ua-1, pdf/a-3a+ua-1.",
        ),
    ] = "",
    theme: Annotated[
        str, typer.Option("--theme", metavar="NAME", help="How the book looks: bunko, academic, a folder, …")
    ] = "",
    draft: Annotated[
        bool,
        typer.Option("--draft", help="A proof: ids, numbers of lines and a wide margin; SLUG-draft.pdf."),
    ] = False,
    impose: Annotated[
        str,
        typer.Option("--impose", metavar="SCHEME", help="Sheets to fold, too: booklet, 2up, signatures:16."),
    ] = "",
    unplaced: Annotated[
        UnplacedChoice, typer.Option("--unplaced", help="Annotations without a place: stop, or list them.")
    ] = UnplacedChoice.STOP,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Build so many editions at a time.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print the reports as JSON.")] = False,
) -> None:
    """Make the products of editions. A build that fails leaves what is there as it was."""
    wishes = _wishes(to, writing, notes or [], variant, impose, unplaced, theme, draft)
    _demand_different(editions)
    reports = _in_turn(editions, output, wishes) if jobs == 1 else _at_once(editions, output, wishes, jobs)
    if json:
        show.as_json(reports)
    else:
        for report in reports:
            _tell(report, output)
    show.leave(reports)


def _wishes(
    to: str,
    writing: WritingChoice | None,
    notes: list[str],
    variant: str,
    impose: str,
    unplaced: UnplacedChoice,
    theme: str,
    draft: bool,
) -> Wishes:
    """The options as values; BadParameter, exit 2, for what is none."""
    from edition.project import config
    from edition.project.build import Wishes

    formats = tuple(dict.fromkeys(part.strip() for part in to.split(",") if part.strip()))
    _demand_known("--to", formats, config.FORMATS)
    if to and not formats:
        raise typer.BadParameter("names no product", param_hint="--to")
    places: dict[str, Any] = {}
    for note in notes:
        series, sign, place = note.partition("=")
        if not sign or not series.strip():
            raise typer.BadParameter(f"{note!r} is not SERIES=PLACE", param_hint="--notes")
        _demand_known("--notes", (place.strip(),), config.NOTE_PLACES)
        places[series.strip()] = place.strip()
    _demand_known("--variant", (variant,) if variant else (), config.VARIANTS)
    listed = unplaced is UnplacedChoice.LIST
    scheme = show.scheme(impose, "--impose") if impose else None
    written: Writing | None = writing.value if writing is not None else None
    return Wishes(formats, written, places, variant or None, listed, scheme, theme, draft)


def _demand_known(option: str, given: tuple[str, ...], known: tuple[str, ...]) -> None:
    for one in given:
        if one not in known:
            raise typer.BadParameter(f"{one!r} is not one of {', '.join(known)}", param_hint=option)


def _demand_different(editions: list[Path]) -> None:
    """Two editions of one name would overwrite each other."""
    names: dict[str, Path] = {}
    for folder in editions:
        name = folder.resolve().name
        if name in names:
            message = f"{names[name]} and {folder} have the same name, {name}"
            raise typer.BadParameter(message, param_hint="DIR...")
        names[name] = folder


def _in_turn(editions: list[Path], output: Path, wishes: Wishes) -> list[Report]:
    from edition.project.build import build as make

    reports = []
    with show.progress(len(editions)) as tell:
        for folder in editions:
            reports.append(make(folder, output, wishes, _steps(folder, tell)))
            tell(f"{folder}: done", True)
    return reports


def _steps(folder: Path, tell: Callable[[str, bool], None]) -> Callable[[str], None]:
    return lambda step: tell(f"{folder}: {step}", False)


def _at_once(editions: list[Path], output: Path, wishes: Wishes, jobs: int) -> list[Report]:
    """Each edition in a process of its own kind; the reports in the order of the command line."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed

    from edition.project.build import build as make

    # Spawned, not forked: the progress bar is a thread, and what a fork takes along of one is undefined.
    context = multiprocessing.get_context("spawn")
    with (
        show.progress(len(editions)) as tell,
        ProcessPoolExecutor(min(jobs, len(editions)), mp_context=context) as pool,
    ):
        started = {pool.submit(make, folder, output, wishes): folder for folder in editions}
        for done in as_completed(started):
            tell(f"{started[done]}: done", True)
    return [future.result() for future in started]


def _tell(report: Report, output: Path) -> None:
    show.findings(report)
    for made in report.outputs:
        pages = f" ({made.pages} pages)" if made.pages else ""
        typer.echo(f"{output / report.slug / made.path}{pages}")
    typer.echo(f"{report.slug}: {show.counted(report)}" + ("" if report.good else "; nothing was written"))
