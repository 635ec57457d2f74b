"""Lengths and page sizes."""

from __future__ import annotations

import pytest

from edition import units


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("148mm", 148),
        ("14.8 cm", 148),
        ("1in", 25.4),
        ("72pt", 25.4),
        ("6pc", 25.4),
        ("13Q", 3.25),
        ("１３級", 3.25),
    ],
)
def test_lengths(text: str, length: float) -> None:
    assert units.mm(text) == pytest.approx(length, abs=1e-6)


@pytest.mark.parametrize(("text", "points"), [("9.5", 9.5), (10, 10), ("13Q", 9.212598), ("1in", 72)])
def test_points(text: str | float, points: float) -> None:
    assert units.points(text) == pytest.approx(points, abs=1e-5)


@pytest.mark.parametrize("text", ["", "wide", "5", "5 km", "-5mm", "5mm5", "1e3mm", "５ＭＭＭ"])
def test_no_length(text: str) -> None:
    with pytest.raises(ValueError, match="write it like"):
        units.mm(text)


# JIS P 0138 and the Japanese trade's sizes.
@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("A5", (148, 210)),
        ("a5", (148, 210)),
        ("Ａ５判", (148, 210)),
        ("A4 landscape", (297, 210)),
        ("B5", (182, 257)),
        ("B6", (128, 182)),
        ("A6", (105, 148)),
        ("四六判", (127, 188)),
        ("四六", (127, 188)),
        ("菊判", (150, 220)),
        ("新書判", (103, 182)),
        ("文庫判", (105, 148)),
        ("Letter", (215.9, 279.4)),
        ("148mm × 210mm", (148, 210)),
        ("148 x 210 mm", (148, 210)),
        ("14.8cm*21cm", (148, 210)),
        ("6in x 9in", (152.4, 228.6)),
    ],
)
def test_pages(text: str, size: tuple[float, float]) -> None:
    assert units.page(text) == pytest.approx(size)


@pytest.mark.parametrize(
    "text", ["A99", "", "148mm", "148 x 210", "1mm x 1mm", "148mm x 210mm x 3mm", "9999mm x 1mm"]
)
def test_no_page(text: str) -> None:
    with pytest.raises(ValueError, match=r"name one of|write it like|40 mm to"):
        units.page(text)
