"""`edition check` sees what is missing of the pictures that a text names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.project.check import check


@pytest.mark.parametrize(
    ("url", "codes"),
    [
        ("images/case.png", []),
        ("images/other.png", ["EPB-001"]),
        ("../case.png", ["CFG-007"]),
    ],
)
def test_pictures_that_are_not_there_are_told(
    url: str, codes: list[str], make_edition: Callable[..., Path]
) -> None:
    folder = make_edition(images__case_png=b"\x89PNG\r\n\x1a\n")
    text = folder / "text.xml"
    figure = f'<figure><graphic url="{url}"/><figDesc>箱</figDesc></figure></div>'
    text.write_text(text.read_text(encoding="utf-8").replace("</div>", figure), encoding="utf-8")
    assert figure in text.read_text(encoding="utf-8")
    told = [one.code for one in check(folder).findings.errors]
    assert told == codes
