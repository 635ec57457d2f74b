"""What tests of all rooms share: the repository's folders, the shared texts, a small edition on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent

TOML = """\
[edition]
title = "組版の話"
title-reading = "くみはんのはなし"
creator = "試験 太郎"
identifier = "urn:uuid:00000000-0000-4000-8000-000000000001"
date = 2026-01-02

[[people]]
id = "ed1"
role = "editor"
name = "校訂 花子"

[layout]
writing = "vertical"
"""

TEXT = """\
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
        <head xml:id="h1">活字の箱</head>
        <p xml:id="p1">活字は箱に並ぶ。<ruby><rb>植字</rb><rt>しょくじ</rt></ruby>の手は速い\
<ref type="noteref" \
target="#n1">（１）</ref><note type="author" place="foot" n="1" xml:id="n1">速さは人による。</note>。</p>
        <p xml:id="p2">行の終わりに句点が来る。箱の中は静かである。</p>
      </div>
    </body>
  </text>
</TEI>
"""

LAYER = """\
by: ed1
annotations:
  - id: quiet
    on: {in: p2, quote: 静か}
    kind: note
    series: editor
    text: 音がしない。
"""


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared(repository: Path) -> Path:
    """The material beside the checkout; tests that need it are skipped where it is missing."""
    folder = repository.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared material is not here")
    return folder


@pytest.fixture(scope="session")
def seeds(shared: Path) -> Path:
    """The folder of the two source texts."""
    folder = shared / "seeds"
    if not folder.is_dir():
        pytest.skip("the seeds are not here")
    return folder


@pytest.fixture(scope="session")
def tei_all(shared: Path) -> etree.RelaxNG:
    """The full schema of TEI P5; loading it takes seconds, so once a run."""
    return etree.RelaxNG(etree.parse(shared / "schema" / "tei_all.rng"))


@pytest.fixture
def make_edition(tmp_path: Path) -> Callable[..., Path]:
    """A function that makes a small edition on disk: name, then files to add or (with None) to leave out."""

    def make(name: str = "tiny", **files: str | bytes | None) -> Path:
        contents: dict[str, str | bytes | None] = {
            "edition.toml": TOML,
            "text.xml": TEXT,
            "layers/ed1.yaml": LAYER,
        }
        # Names of files are no names of arguments: layers__ed1_yaml is layers/ed1.yaml.
        contents |= {key.replace("__", "/").replace("_", "."): value for key, value in files.items()}
        folder = tmp_path / "source" / name
        for path, content in contents.items():
            if content is None:
                continue
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return make


@pytest.fixture
def edition(make_edition: Callable[..., Path]) -> Path:
    """A small edition on disk that has nothing wrong with it."""
    return make_edition()
