"""Proofs: the same pages with ids and numbers, on wider paper."""

from __future__ import annotations

import io

import pikepdf
import pytest

from edition.diagnostics import Findings
from edition.glyphs import Glyph, read
from edition.print import Layout, make
from edition.print.delivery import Delivery
from edition.print.draft import MARGIN
from edition.print.recipe import Pdf
from tests.print.books import rendering

WRITINGS = ("vertical", "horizontal")


def made(writing: str, *, draft: bool) -> Pdf:
    findings = Findings()
    pdf = make(
        rendering(writing, chapters=1),
        Layout(writing=writing),  # type: ignore[arg-type]
        findings,
        delivery=Delivery("pdf/a-3u", draft=draft),
    )
    assert not list(findings)
    return pdf


@pytest.mark.parametrize("writing", WRITINGS)
def test_the_pages_are_the_same_and_say_their_ids(writing: str) -> None:
    plain, draft = made(writing, draft=False), made(writing, draft=True)
    assert plain.pages == draft.pages
    added: list[Glyph] = []
    for before, after in zip(
        read(plain.data, Findings()).pages, read(draft.data, Findings()).pages, strict=True
    ):
        places = {(one.text, round(one.x, 1), round(one.y, 1)) for one in before.glyphs}
        here = [one for one in after.glyphs if (one.text, round(one.x, 1), round(one.y, 1)) not in places]
        assert len(after.glyphs) - len(here) >= len(before.glyphs) * 0.99
        added += here
    words = "".join(one.text for one in added)
    for wanted in ("s11", "n11", "12"):
        assert wanted in words or wanted[1:] in words
    assert {one.angle for one in added} == {0}


def test_there_is_paper_beside_the_page() -> None:
    with pikepdf.open(io.BytesIO(made("vertical", draft=True).data)) as pdf:
        assert "/OutputIntents" not in pdf.Root
        for page in pdf.pages:
            media, trim = ([float(side) for side in page.obj[key]] for key in ("/MediaBox", "/TrimBox"))
            assert media[2] - trim[2] == pytest.approx(MARGIN * 72 / 25.4)
            assert [*media[:2], media[3]] == pytest.approx([*trim[:2], trim[3]], abs=0.01)
