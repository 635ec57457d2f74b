"""The annotations' vocabulary: what each name of a form of words becomes in TEI.

Source: 青空文庫, 注記一覧 (強調, その他). Words of ``rend`` that the profile does not name become classes.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Form(NamedTuple):
    """An element and its ``rend`` or ``type``."""

    element: str
    attribute: str
    value: str


# 二重丸 is a ring in a ring and 蛇の目 a disc in a ring: CSS calls them open and filled double-circle.
_MARKS: Final = {
    "傍点": "emphasis", "白ゴマ傍点": "emphasis open-sesame", "丸傍点": "emphasis circle",
    "白丸傍点": "emphasis open-circle", "黒三角傍点": "emphasis triangle", "白三角傍点": "emphasis open-triangle",
    "二重丸傍点": "emphasis open-double-circle", "蛇の目傍点": "emphasis double-circle",
    "ばつ傍点": "emphasis cross",
}  # fmt: skip
_LINES: Final = {
    "傍線": "underline", "二重傍線": "underline double", "鎖線": "underline dotted", "破線": "underline dashed",
    "波線": "underline wavy",
}  # fmt: skip
_OTHERS: Final = {
    "太字": "bold", "ゴシック体": "bold", "斜体": "italic", "縦中横": "tcy", "横組み": "horizontal",
    "罫囲み": "frame", "上付き小文字": "sup", "下付き小文字": "sub", "行右小書き": "sup", "行左小書き": "sub",
    "小書き": "small", "小文字": "small", "分数": "fraction",
}  # fmt: skip
_SIZE: Final = re.compile("(?:([1-9])段階)?(大き|小さ)な文字")


def form(name: str) -> Form | None:
    """What a name such as 「左に白丸傍点」 or 「2段階大きな文字」 is in TEI; None for a name that is not known.

    Digits are ASCII. Left is the other side of the line.
    """
    side, _, bare = (
        name.rpartition("に") if name.startswith(("左に", "右に", "上に", "下に")) else ("", "", name)
    )
    other = " under" if side in ("左", "下") else ""
    if bare in _MARKS:
        return Form("hi", "rend", _MARKS[bare] + other)
    if bare in _LINES:
        return Form("hi", "rend", _LINES[bare] + other)
    if side:
        return None
    if bare in _OTHERS:
        return Form("hi", "rend", _OTHERS[bare])
    if bare == "割り注":
        return Form("seg", "type", "warichu")
    if size := _SIZE.fullmatch(bare):
        return Form("hi", "rend", f"{'larger' if size[2] == '大き' else 'smaller'}-{size[1] or 1}")
    return None


def family(name: str) -> str:
    """The name by which what was opened is closed: 「2段階大きな文字」 by 「大きな文字終わり」."""
    return re.sub("^[0-9]+段階", "", name)
