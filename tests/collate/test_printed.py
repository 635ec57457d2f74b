"""What a reader of the book sees of a collation."""

from __future__ import annotations

import random
import re
from pathlib import Path

from edition.project.build import Wishes, build
from edition.project.collate import collate
from tests.collate import invented
from tests.collate.conftest import Make, paragraphs


def test_gaps_moves_and_readings_are_listed(make: Make, tmp_path: Path) -> None:
    lines = invented.text(invented.sentences(random.Random(5), 12, most=4)).split("\n")
    first, middle = lines[1], lines[3:7]
    moved = [*lines[:1], *lines[2:3], *lines[7:10], first, *lines[10:]]
    folder = make(
        paragraphs("\n".join(lines)),
        {"甲": paragraphs("\n".join(moved)), "乙": paragraphs("\n".join(lines).replace("活字", "鯨", 1))},
    )
    counts = collate(folder).witnesses
    assert counts["甲"]["variants"] == {"lacuna": 1, "moved": 2}
    report = build(folder, tmp_path / "out", Wishes(formats=("html",)))
    assert report.good
    page = (tmp_path / "out" / "small" / "small.html").read_text(encoding="utf-8")
    listed = [
        re.sub("<[^>]+>", "", item) for item in re.findall(r'<li id="variant-.*?</li>', page, re.DOTALL)
    ]
    assert [one for one in listed if middle[0][:3] in one and one.endswith("欠 甲") and "～" in one]
    assert [one for one in listed if re.search(r"移動→第.+段 甲$", one)]
    assert [one for one in listed if "鯨" in one and one.endswith(" 乙")]
