"""How fast books are made, on this machine: ``make bench``.

Each sample edition is built in both directions of writing; then a long book, a sample's chapters again and
again under new ids, shows how the time grows with the length. Every build is a process of its own, imports
included, as an editor would run it; the best of three counts.
"""

from __future__ import annotations

import copy
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
TEI = "{http://www.tei-c.org/ns/1.0}"
RUNS = 3
TIMES = (5, 10, 20)


def timed(*arguments: str) -> tuple[float, str]:
    """(seconds, standard output) of the fastest of a few runs; raises CalledProcessError."""
    best, output = float("inf"), ""
    for _ in range(RUNS):
        begin = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "edition", *arguments],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        best, output = min(best, time.perf_counter() - begin), done.stdout
    return best, output


def built(folder: Path, out: Path, writing: str, format_: str) -> tuple[float, int, int]:
    """(seconds, characters, pages) of a build."""
    options = ("--to", format_, "--writing", writing, "--json")
    seconds, output = timed("build", str(folder), "-o", str(out), *options)
    report = json.loads(output)
    characters = report["ledger"]["text"] + report["ledger"]["notes"]
    return seconds, characters, report["outputs"][0]["pages"]


def lengthened(sample: Path, folder: Path, times: int) -> Path:
    """An edition with the sample's text ``times`` over, without its layers."""
    (folder / "layers").mkdir(parents=True)
    (folder / "edition.toml").write_bytes((sample / "edition.toml").read_bytes())
    tree = etree.parse(sample / "text.xml")
    body = tree.getroot().find(f"{TEI}text/{TEI}body")
    assert body is not None
    chapters = list(body)
    for element in tree.getroot().iter(f"{TEI}xenoData"):
        # The copies are no longer what was ingested: the ledger counts the text itself.
        element.getparent().remove(element)
    for number in range(1, times):
        for chapter in chapters:
            again = copy.deepcopy(chapter)
            for element in again.iter(etree.Element):
                if XML_ID in element.attrib:
                    element.set(XML_ID, f"{element.get(XML_ID)}.{number}")
                if element.get("target", "").startswith("#"):
                    element.set("target", f"{element.get('target')}.{number}")
            body.append(again)
    tree.write(folder / "text.xml", encoding="UTF-8", xml_declaration=True)
    return folder


def rows(scratch: Path) -> Iterator[tuple[str, float, int, int]]:
    """(what, seconds, characters, pages) for every measurement."""
    yield "edition --help", timed("--help")[0], 0, 0
    samples = sorted(path.parent for path in ROOT.glob("source/*/edition.toml"))
    for sample in samples:
        yield f"check {sample.name}", timed("check", str(sample))[0], 0, 0
        for format_ in ("epub", "pdf"):
            for writing in ("vertical", "horizontal"):
                what = f"{format_}, {writing}: {sample.name}"
                yield what, *built(sample, scratch / "out", writing, format_)
    for sample in samples:
        for times in TIMES:
            folder = lengthened(sample, scratch / f"{sample.name}-{times}", times)
            yield f"pdf, vertical: {folder.name}", *built(folder, scratch / "out", "vertical", "pdf")


def main() -> None:
    """Print the measurements as they come, and the memory that the largest build took."""
    print(f"{'':45}{'seconds':>8}{'characters':>11}{'pages':>6}{'pages/s':>8}")
    with tempfile.TemporaryDirectory() as scratch:
        for what, seconds, characters, pages in rows(Path(scratch)):
            rate = f"{pages / seconds:8.1f}" if pages else ""
            print(f"{what:45}{seconds:8.2f}{characters or '':>11}{pages or '':>6}{rate}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'largest process':45}{peak:8.0f} MB")


if __name__ == "__main__":
    main()
