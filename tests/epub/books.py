"""Every text at hand: the essay of tests/render, our own editions, and the shared ones where they are."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from edition.diagnostics import Findings
from edition.project.compile import compile_edition
from edition.render import Writing
from tests.epub.conftest import ESSAY, ROOT

SOURCE = ROOT / "source"
SHARED = ROOT.parent / "shared"
WRITINGS: tuple[Writing, ...] = ("vertical", "horizontal")


def texts() -> Iterator[tuple[str, Path]]:
    """(name, file or folder) of every text that is there."""
    yield "essay", ESSAY
    for config in sorted(SOURCE.glob("*/edition.toml")):
        yield f"source-{config.parent.name}", config.parent
    for folder, ending in (("seeds", "txt"), ("corpus/tei", "xml")):
        for path in sorted((SHARED / folder).glob(f"*.{ending}")):
            yield f"{folder.partition('/')[0]}-{path.stem}", path


@functools.cache
def tree(path: Path) -> etree._Element:
    """The TEI of a text: compiled, ingested, or as it is."""
    findings = Findings()
    if path.is_dir():
        return compile_edition(path, findings).root
    if path.suffix == ".xml":
        return etree.parse(str(path)).getroot()
    from edition.ingest import ingest

    return ingest(path.read_bytes(), path.name, findings).root


TEXTS = dict(texts())
