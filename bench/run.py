"""How fast books are made, on this machine: ``make bench``, or python bench/run.py --help.

Long texts are set by us, by WeasyPrint as it comes, and by whatever other typesetters are installed, in one
run and by turns; each run is a process of its own, imports included. docs/speed.md says what the figures mean.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from pathlib import Path

import peers
import plan
import report
from engines import BENCH, BOTH, COMMANDS, OWN, Engine
from plan import ROOT, Row, Text

SIZES = ("S", "M", "L", "XL")
KINDS = ("notes", "plain", "ruby")
_BEGIN, _END = "<!-- measured -->", "<!-- end of measured -->"


def main() -> None:
    """Measure, and print the tables."""
    wishes = _arguments()
    rows: list[Row] = []
    parts: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        for size, group in _texts(wishes, Path(name)):
            if size == "M" and not wishes.engines:
                rows += _measured(group[:1], COMMANDS, wishes, Path(name))
            engines = _engines(wishes, size)
            rows += _measured(group, engines, wishes, Path(name))
            if OWN[0] in engines and size in ("", wishes.shares):
                parts |= {text.name: _shares(text, Path(name)) for text in group}
    _say("")
    machine = _machine()
    tables = [*report.tables(rows), *report.shares(parts)]
    show = report.as_markdown if wishes.markdown or wishes.into else report.as_text
    about = ", ".join(machine.values()) + f"; medians of {wishes.runs}."
    text = "\n\n".join([about, *report.headline(rows), *map(show, tables)])
    print(text)
    if wishes.into:
        _put(text, wishes.into)
    if wishes.json:
        found = json.dumps(report.as_json(rows, machine, parts), ensure_ascii=False, indent=1)
        wishes.json.write_text(found + "\n", encoding="utf-8")


def _put(text: str, page: Path) -> None:
    """Replace what stands between the two marks of a page."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        sys.exit(f"{page} has no lines {_BEGIN} and {_END}")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sizes", type=_names(SIZES), default=["S", "M", "L"], help="of S, M, L, XL (about 2,000 pages)")
    add("--kinds", type=_names(KINDS), default=list(KINDS), help="of notes, plain, ruby")
    add("--writing", type=_names(BOTH), default=list(BOTH), help="of vertical, horizontal")
    add("--edition", type=Path, action="append", default=[], metavar="DIR", help="an edition besides")
    add("--engines", type=_names(), default=[], help="only those whose names begin so")
    add(
        "--peers",
        type=_names(SIZES),
        default=["M"],
        help="the sizes that other typesetters set (M); '' is none",
    )
    add(
        "--shares",
        choices=["", *SIZES],
        default="M",
        help="the size whose time is divided up (M); '' is none",
    )
    add("--runs", type=int, default=3, metavar="N", help="turns of everything; medians count (3)")
    add("--peer-kinds", type=_names(KINDS), default=["notes"], help="the kinds that they set (notes)")
    add(
        "--peer-runs", type=int, default=1, metavar="N", help="turns in which other typesetters take part (1)"
    )
    add("--limit", type=float, default=900, metavar="S", help="seconds after which a run is given up (900)")
    add("--keep", type=Path, metavar="DIR", help="leave there what everybody made")
    add("--json", type=Path, metavar="FILE", help="write every run to a file")
    add("--markdown", action="store_true", help="print the tables in Markdown")
    add(
        "--into",
        type=Path,
        metavar="FILE",
        help=f"put them into a page, between the lines {_BEGIN} and {_END}",
    )
    return parser.parse_args()


def _names(known: Sequence[str] = ()) -> Callable[[str], list[str]]:
    """What reads a list of names, of these if there are any."""

    def names(text: str) -> list[str]:
        given = [name.strip() for name in text.split(",") if name.strip()]
        for name in given:
            if known and name not in known:
                raise argparse.ArgumentTypeError(f"{name!r} is not one of {', '.join(known)}")
        return given

    return names


def _engines(wishes: argparse.Namespace, size: str) -> list[Engine]:
    """Our own, stock WeasyPrint, and the peers that are installed where they are wanted."""
    known = [*OWN, *(peers.found() if size in ("", *wishes.peers) and wishes.peers else ())]
    begin = tuple(name.lower() for name in wishes.engines)
    return [engine for engine in known if not begin or engine.name.lower().startswith(begin)]


def _texts(wishes: argparse.Namespace, scratch: Path) -> Iterator[tuple[str, list[Text]]]:
    """The texts of each size, made and prepared when their turn comes; then the editions of one's own."""
    for size in wishes.sizes:
        group = []
        for kind in wishes.kinds:
            folder = scratch / "texts" / f"{size}-{kind}"
            folder.parent.mkdir(exist_ok=True)
            _python("texts.py", size, kind, str(folder))
            group.append(_prepared(size, kind, folder, scratch))
        if group:
            yield size, group
    for folder in wishes.edition:
        yield "", [_prepared(folder.resolve().name, "", folder.resolve(), scratch)]


def _prepared(size: str, kind: str, folder: Path, scratch: Path) -> Text:
    prepared = scratch / "prepared" / folder.name
    return Text(size, kind, folder, prepared, int(_python("prepare.py", str(folder), str(prepared))))


def _python(script: str, *arguments: str) -> str:
    """What a script of this folder prints. It has a process of its own so that this one stays small."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(BENCH / script), *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=env).stdout


def _measured(
    texts: list[Text], engines: Sequence[Engine], wishes: argparse.Namespace, scratch: Path
) -> list[Row]:
    return plan.run(
        texts,
        engines,
        turns=wishes.runs,
        peer_turns=wishes.peer_runs,
        peer_kinds=("", *wishes.peer_kinds),
        limit=wishes.limit,
        scratch=wishes.keep.resolve() if wishes.keep else scratch / "out",
        keep=bool(wishes.keep),
        writings=tuple(wishes.writing),
        say=_say,
    )


def _shares(text: Text, scratch: Path) -> dict[str, float]:
    """Seconds by module of a build of the text, vertical."""
    _say(f"{text.name}: where the time goes")
    target = scratch / "shares.json"
    options = ["--to", "pdf", "--writing", "vertical", "-o", str(scratch / "shares")]
    _python("shares.py", str(target), "build", str(text.edition), *options)
    found: dict[str, float] = json.loads(target.read_text())
    return found


def _say(what: str) -> None:
    """What is being done, on one line of a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{what}", end="", file=sys.stderr, flush=True)


def _machine() -> dict[str, str]:
    """What it was measured on: processor, cores, system, Python, WeasyPrint."""
    processor = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return {
        "processor": processor,
        "cores": f"{os.cpu_count()} cores",
        "python": f"Python {platform.python_version()}",
        "weasyprint": f"WeasyPrint {metadata.version('weasyprint')}",
    }


if __name__ == "__main__":
    main()
