"""Who, when, why: in the compiled TEI and in the log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edition import tei
from edition.cli import app

from .conftest import Applied

LAYER = """\
- {id: a, on: 末だ, kind: emend, text: 未だ, date: 2026-04-01, why: 初版による, cert: high}
- {id: b, on: 来ない, kind: note, text: 注。, date: '2026-05-02T10:30', cert: low, by: ed2}
- {id: c, on: 人, kind: emphasis, why: 底本の傍点}
- {id: d, on: 冬, kind: emphasis, date: 2026-01-01, why: 無い}
"""
BODY = '<p xml:id="p1">末だ来ない人。</p>'


def test_the_compiled_text_tells_it(apply: Callable[..., Applied]) -> None:
    done = apply(BODY, LAYER)
    header = done.root.find(tei.t("teiHeader"))
    assert header is not None
    told = [
        (one.get("when"), one.get("who"), one[0].get("target"), one[0].tail)
        for one in header.iter(tei.t("change"))
    ]
    # The newest first; what found no place is not told.
    assert told == [
        ("2026-05-02", "#ed2", "#b", None),
        ("2026-04-01", "#ed1", "#a", " 初版による"),
        (None, "#ed1", "#c", " 底本の傍点"),
    ]
    certain = {one.get(tei.XML_ID) or one.tag: one.get("cert") for one in done.root.iter() if one.get("cert")}
    assert certain == {tei.t("corr"): "high", "b": "low"}


@pytest.mark.parametrize("date", ["2026", "2026-13-01", "April", "2026-04-01T9"])
def test_a_day_that_is_none(date: str, apply: Callable[..., Applied]) -> None:
    done = apply(BODY, f"- {{on: 人, kind: emphasis, date: '{date}'}}")
    assert done.codes == ["LAY-007"]


def test_log(edition: Path) -> None:
    (edition / "layers").mkdir(exist_ok=True)
    (edition / "layers" / "zz.yaml").write_text(
        "by: ed1\nannotations:\n"
        "- {id: a, on: 無い, kind: emend, text: 有る, date: 2026-04-01, why: 理由, cert: low}\n"
        "- {id: b, on: 組版, kind: normalize, text: 組み版}\n- {id: c, on: 組版, kind: emphasis}\n",
        encoding="utf-8",
    )

    def run(*options: str) -> list[str]:
        done = CliRunner().invoke(app, ["log", str(edition), *options])
        assert done.exit_code == 0, done.output
        return [line for line in done.stdout.splitlines() if line]

    first, *rest = run()
    assert first == "2026-04-01  ed1  a  - (gone)  emend  「無い」 → 「有る」  [low]  理由"
    assert [line.split()[2] for line in rest] == ["b"]
    assert {"a", "b", "c"} <= {line.split()[2] for line in run("--all")}
    assert run("--since", "2026-05-01") == []
    assert run("--by", "ed2") == []
