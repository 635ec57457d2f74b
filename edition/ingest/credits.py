"""Who a printed line names, and for what: 夏目漱石 著, 山田花子訳, 編＝佐藤一郎, Jane Doe (translator).

A role stands right after a name, or parted from it by a space, or before it with a sign between.
"""

from __future__ import annotations

import re
from typing import Final

#: Words by which a line says what a person did; the longer before those that they end with.
_ROLES: Final = {
    "原著": "author", "著者": "author", "作者": "author", "共著": "author", "著": "author", "作": "author",
    "編訳": "translator", "共訳": "translator", "訳註": "translator", "訳注": "translator",
    "翻訳": "translator", "抄訳": "translator", "訳者": "translator", "訳": "translator",
    "校訂": "editor", "校註": "editor", "校注": "editor", "編集": "editor", "編者": "editor",
    "共編": "editor", "編纂": "compiler", "編": "editor",
    "注釈": "annotator", "註釈": "annotator", "解説": "introduction",
    "挿絵": "illustrator", "挿画": "illustrator", "画": "illustrator",
}  # fmt: skip
_WORD: Final = "|".join(sorted(_ROLES, key=len, reverse=True))
# Between two of them; a space is that only after a name with its role.
_BETWEEN: Final = re.compile(r"[ \u3000]*[/／;；、，][ \u3000]*")
_END: Final = re.compile(
    rf"(?<=[^/／;；、，]{{2}})({_WORD})[ \u3000]+(?!(?:{_WORD})(?:$|[ \u3000/／;；、，]))"
)
_AFTER: Final = re.compile(rf"(?P<name>.+?)(?P<gap>[ \u3000]*)(?:[・（(［\[])?(?P<role>{_WORD})[）)］\]]?")
_BEFORE: Final = re.compile(
    rf"(?P<role>{_WORD})[ \u3000]*[：:＝=・][ \u3000]*(?P<name>.+)|(?P<word>{_WORD})[ \u3000]+(?P<of>.+)"
)
_PARTED: Final = re.compile(
    "[一-鿿々]{1,3}[ \u3000]+[一-鿿々ぁ-ゖァ-ヺ]{1,4}|[ァ-ヺー]+(?:[・＝][ァ-ヺー]+)+"
)
#: Roles of one letter with which names end as well; they need a space before them.
_NAMES_END_SO: Final = frozenset("作画")


def credit(words: str) -> tuple[str, str] | None:
    """(role, name) of a piece that names one person; None where it says no role."""
    return _led(words) or _ended(words)


def credits(line: str) -> list[tuple[str, str]]:
    """Everybody whom a line names, as (role, name); who is named without a role is an author."""
    found = []
    led = "author"
    for piece in _BETWEEN.split(_END.sub(r"\1／", line.strip(" \u3000"))):
        if not piece:
            continue
        leads = _led(piece)
        # 訳者：甲、乙 are two of them.
        led = leads[0] if leads is not None else led
        found.append(leads or _ended(piece) or (led, piece))
    return found


def divided(line: str) -> tuple[str, list[tuple[str, str]]]:
    """The author whom a line names first, "" for none, and the others as (role, name)."""
    named = credits(line)
    first = next((one for one in named if one[0] == "author"), None)
    if first is None:
        return "", named
    named.remove(first)
    return first[1], named


def is_name(words: str) -> bool:
    """Whether a line is a person's name by its form: a role stands beside it, or it has a name's two parts."""
    return credit(words) is not None or _PARTED.fullmatch(words) is not None


def _led(words: str) -> tuple[str, str] | None:
    match = _BEFORE.fullmatch(words.strip(" \u3000"))
    if match is None:
        return None
    return _ROLES[match["role"] or match["word"]], match["name"] or match["of"]


def _ended(words: str) -> tuple[str, str] | None:
    match = _AFTER.fullmatch(words.strip(" \u3000"))
    if match is None or len(match["name"]) < 2 or (match["role"] in _NAMES_END_SO and not match["gap"]):
        return None
    return _ROLES[match["role"]], match["name"].rstrip(" \u3000・")
