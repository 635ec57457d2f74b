"""A small edition with witnesses on disk, and a witness put together again from the layer alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from edition import layers, tei
from edition.collate import texts
from edition.collate.kept import end_of
from edition.diagnostics import Findings
from edition.layers.anchors import Index, locate

TOML = """\
[edition]
title = "組版の話"
date = 2026-01-02

[[people]]
id = "ed1"
role = "editor"
name = "校訂 花子"
"""
HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>組版の話</title></titleStmt>
      <publicationStmt><p>For tests.</p></publicationStmt>
      <sourceDesc><p>Written for tests.</p></sourceDesc>
    </fileDesc>
  </teiHeader>
  <text>
    <body>
      <div type="chapter" xml:id="c1">
        """

Make = Callable[[str, Mapping[str, str]], Path]


def document(body: str) -> str:
    """A TEI document with these blocks."""
    return f"{HEAD}{body}\n      </div>\n    </body>\n  </text>\n</TEI>\n"


def paragraphs(text: str) -> str:
    """Blocks of a text, one a line."""
    return "\n        ".join(f'<p xml:id="p{at}">{line}</p>' for at, line in enumerate(text.split("\n"), 1))


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A function that makes an edition of a body and of witnesses: bodies of TEI by their sigla."""

    def edition(body: str, witnesses: Mapping[str, str]) -> Path:
        folder = tmp_path / "small"
        (folder / "witnesses").mkdir(parents=True, exist_ok=True)
        listed = "".join(
            f'\n[[witnesses]]\nsiglum = "{one}"\nfile = "witnesses/{one}.xml"\n' for one in witnesses
        )
        (folder / "edition.toml").write_text(TOML + listed, encoding="utf-8")
        (folder / "text.xml").write_text(document(body), encoding="utf-8")
        for siglum, words in witnesses.items():
            (folder / "witnesses" / f"{siglum}.xml").write_text(document(words), encoding="utf-8")
        return folder

    return edition


def from_layer(folder: Path, siglum: str) -> str:
    """A witness's running text: the base with the readings that the layer's file has for it."""
    findings = Findings()
    index = Index(tei.parse((folder / "text.xml").read_bytes(), "text.xml", findings))
    main = texts.texts(index.readings).main
    data = (folder / "layers" / "collation.yaml").read_bytes()
    made, at = [], 0
    for one in layers.load(data, "layers/collation.yaml", findings).annotations:
        ends = [locate(part, index).place for part in (one, end_of(one))]
        places = [main.offset(end.block, 0) for end in ends if end is not None]
        if siglum not in one.given["wit"].split() or None in places:
            continue
        first, last = ends
        assert first is not None
        assert last is not None
        start, end = main.offset(first.block, first.start), main.offset(last.block, last.end)
        assert start is not None
        assert end is not None
        assert at <= start < end
        made += [main.text[at:start], one.text.replace("¶", "\n")]
        at = end
    assert not findings.errors
    return re.sub("\n+", "\n", "".join([*made, main.text[at:]])).strip("\n")


def main_text(path: Path) -> str:
    """The running text of a TEI file."""
    return texts.of(tei.parse(path.read_bytes(), path.name, Findings())).main.text
