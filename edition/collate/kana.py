"""Historical kana usage as modern: 思ふ is 思う, けふ is きょう, くわんおん is かんおん.

Rules of 現代仮名遣い (Cabinet notice no. 1 of 1986, its table of modern and historical usage) applied without a
dictionary. They say when two spellings can be one word; they would not do to rewrite a text, since どうか and
どふか become the same.
"""

from __future__ import annotations

import re
from typing import Final

_ROWS: Final = {
    "a": "あかがさざただなはばぱまやらわ",
    "i": "いきぎしじちぢにひびぴみ　りゐ",
    "u": "うくぐすずつづぬふぶぷむゆるう",
    "e": "えけげせぜてでねへべぺめ　れゑ",
    "o": "おこごそぞとどのほぼぽもよろを",
}
_SMALL = str.maketrans("っゃゅょぁぃぅぇぉゎ", "つやゆよあいうえおわ")
_SINGLE = str.maketrans("ゐゑをぢづむ", "いえおじずん")
# ハ行 inside a word was read as ワ行; at a word's beginning it never was.
_H = str.maketrans("はひふへほ", "わいうえお")
_WORD = "[ぁ-ゖ々一-\u9fff\u3400-\u4dbf]"
# Not after these: a word begins there as often as not.
_H_INSIDE = re.compile(f"(?<={_WORD})(?<![のをが])[はひふへほ](?![ぁぃぅぇぉゃゅょ])")


def _long(match: re.Match[str]) -> str:
    first = match[1]
    for row, column in (("a", "o"), ("e", "i"), ("i", "i")):
        at = _ROWS[row].find(first)
        if at < 0:
            continue
        if row == "a":
            return _ROWS[column][at] + "う"
        return _ROWS["i"][at] + ("よう" if row == "e" else "ゆう")
    return match[0]


_LONG = re.compile(
    "([あかがさざただなはばぱまやらわけげせぜてでねへべぺめれゑえきぎしじちぢにひびぴみりゐい])う"
)
_KW = re.compile("([くぐ])わ")


def modern(text: str) -> str:
    """A text in a spelling in which historical and modern usage are one; katakana is left alone.

    Small kana are large in it: it is for comparing, not for reading.
    """
    text = _H_INSIDE.sub(lambda match: match[0].translate(_H), text)
    text = text.translate(_SMALL).translate(_SINGLE)
    text = _KW.sub(lambda match: "か" if match[1] == "く" else "が", text)
    return _LONG.sub(_long, text)
