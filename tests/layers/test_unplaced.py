"""Annotations without a place: they stop a build, or stand in a list at its end."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from edition import layers, tei
from edition.cli import app
from edition.diagnostics import Findings

from .conftest import document

LAYER = """\
by: ed1
annotations:
  - {id: good, on: 箱, kind: emphasis}
  - id: lost
    on: {quote: 引出し, prefix: 小さな}
    kind: note
    text: |
      一段落。[@good]

      二段落。
  - {id: twice, on: は, kind: emend, text: が}
  - {id: mark, on: （9）, kind: supply, text: 無い注。}
"""


def test_they_are_listed_and_become_warnings() -> None:
    root, findings = document('<p xml:id="p1">箱は棚は</p>'), Findings()
    layer = layers.load(LAYER.encode(), "layers/ed1.yaml", findings)
    layers.apply(root, [layer], {"ed1"}, findings, list_unplaced=True)
    assert findings.errors == []
    assert [one.code for one in findings] == ["LAY-005", "LAY-004", "LAY-012"]
    division = root.find(f".//{tei.t('back')}/{tei.t('div')}")
    assert division is not None
    items = {one.get(tei.XML_ID): "|".join(p.text or "" for p in one) for one in division.iter(tei.t("item"))}
    assert items == {
        "lost": "…小さな「引出し」|一段落。|二段落。",
        "twice": "「は」|→ が",
        "mark": "「（9）」|無い注。",
    }


def test_build_says_which(edition: Path, tmp_path: Path) -> None:
    (edition / "layers").mkdir(exist_ok=True)
    (edition / "layers" / "zz.yaml").write_text(
        "by: ed1\nannotations:\n- {id: lost, on: 無い言葉だ, kind: note, text: 注釈。}\n", encoding="utf-8"
    )
    run = CliRunner().invoke
    arguments = ["build", str(edition), "-o", str(tmp_path / "out"), "--to", "html,tei"]
    assert run(app, arguments).exit_code == 1
    done = run(app, [*arguments, "--unplaced", "list"])
    assert done.exit_code == 0, done.output
    assert "listed as unplaced" in done.output
    made = (tmp_path / "out" / edition.name / f"{edition.name}.html").read_text(encoding="utf-8")
    assert "無い言葉だ" in made
    assert "注釈。" in made
