"""A layer from one format into another, by the names of the files: YAML, Web Annotations, TEI's standOff."""

from __future__ import annotations

from pathlib import Path

from edition import layers, tei
from edition.diagnostics import Findings, Place
from edition.layers import exchange, write
from edition.project import folder as files
from edition.project import output

#: Endings of names, and what they mean.
FORMATS = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "web", ".jsonld": "web", ".xml": "tei", ".tei": "tei",
}  # fmt: skip


def convert(source: Path, target: Path, findings: Findings) -> None:
    """Write the layer in ``source`` as ``target``; raises Unusable after LAY-025 or what reading finds."""
    for path in (source, target):
        if path.suffix.lower() not in FORMATS:
            hint = f"the name ends in {', '.join(FORMATS)}"
            if path.suffix.lower() == ".docx":
                hint = "a Word document has the text as well: edition layer export DIR FILE.docx, and import"
            raise findings.fatal(
                "LAY-025", f"{path.name}: no format of layers is called so", Place(str(path)), hint
            )
    data = files.read_file(source, str(source), findings, Place(str(source)), "CFG-008")
    layer = _read(data, source, findings)
    output.complete(target.parent, {target.name: _written(layer, target)}, findings)


def _read(data: bytes, source: Path, findings: Findings) -> layers.Layer:
    format_ = FORMATS[source.suffix.lower()]
    name = str(source)
    if format_ == "web":
        return exchange.from_web_annotations(data, name, findings)
    if format_ == "tei":
        return exchange.from_standoff(tei.parse(data, name, findings), name, findings)
    return layers.load(data, name, findings)


def _written(layer: layers.Layer, target: Path) -> bytes:
    format_ = FORMATS[target.suffix.lower()]
    if format_ == "web":
        return exchange.to_web_annotations(layer).encode()
    if format_ == "tei":
        return exchange.to_standoff(layer)
    return write.layer(layer).encode()
