"""What an annotation ［＃…］ says.

Source: 青空文庫, 注記一覧. An annotation names words that stand before it (「…」に傍点), opens or closes a form of
words (傍点, 傍点終わり), opens or closes a block (ここから…, ここで…終わり), arranges its line, or stands for something by
itself. Offsets are of the stream.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from edition.ingest.aozora.marks import Form, family, form


class Scope(Enum):
    """What an annotation is about."""

    TARGET = auto()
    OPEN = auto()
    CLOSE = auto()
    LINE = auto()
    ALONE = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """An annotation, understood.

    ``targets`` are the stretches of the stream that quote the words it is about, ``words`` the stretch that is
    itself words of the text (a reading, a mark, the base text's reading). ``family`` pairs openings and closings.
    """

    kind: str
    scope: Scope
    family: str = ""
    block: bool = False
    targets: tuple[tuple[int, int], ...] = ()
    words: tuple[int, int] | None = None
    form: Form | None = None
    left: bool = False
    numbers: tuple[int, ...] = ()
    #: The level of a heading (大 1, 中 2, 小 3) and how it stands: 同行, 窓; the name of a break; a picture's file.
    level: int = 0
    name: str = ""


_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_BREAKS: Final = {
    "改丁": "leaf", "改ページ": "page", "改頁": "page", "改見開き": "spread", "改段": "column",
}  # fmt: skip
_HEADING: Final = re.compile("(同行|窓)?([大中小])見出し")
_LEVELS: Final = {"大": 1, "中": 2, "小": 3}
_INDENT: Final = re.compile("(?:天から)?([0-9]{1,2})字下げ")
_HANGING: Final = re.compile("(?:([0-9]{1,2})字下げ|改行天付き|天付き)、?折り?返して([0-9]{1,2})字下げ")
_RAISED: Final = re.compile("地(?:から|より)([0-9]{1,2})字(?:上|あ)げ|地付き")
_MEASURE: Final = re.compile("([0-9]{1,2})字詰め")
_CENTRE: Final = re.compile("(?:ページの)?左右中央(?:に|揃え)?|中央揃え")
_KAERITEN: Final = re.compile("[一二三四五六七八九十上中下甲乙丙丁天地人レ]{1,4}")
_OKURIGANA: Final = re.compile("（([^、。「」]{1,12}|.*※［＃.*)）")
_PICTURE: Final = re.compile(
    r"(.*)（([\w.\-]+\.(?:png|jpe?g|gif))(?:、横([0-9]+)×縦([0-9]+))?）(?:入る|を挿入)?", re.I
)
_OF_BASE_TEXT: Final = re.compile("底本では")
_BESIDE: Final = ("ルビ", "注記", "傍記")


def understand(stream: str, start: int, end: int) -> Command | None:
    """The command between ［＃ and ］, that is, between two offsets; None for one that is not known."""
    body = stream[start:end].translate(_WIDE)
    if body.startswith(("ルビの「", "「")):
        return _about_words(body, start) or _range(body, start) or _picture(body, start)
    if body.startswith("ここから"):
        return _block(body.removeprefix("ここから"), Scope.OPEN)
    if body.startswith("ここで") and body.endswith("終わり"):
        return _block(body.removeprefix("ここで").removesuffix("終わり"), Scope.CLOSE)
    return _of_line(body) or _range(body, start) or _sign(body, start) or _picture(body, start)


def _of_line(body: str) -> Command | None:
    if body in _BREAKS:
        return Command("break", Scope.ALONE, name=_BREAKS[body])
    if body in ("本文終わり", "改行"):
        return Command({"本文終わり": "end-of-text", "改行": "new-line"}[body], Scope.ALONE)
    if _CENTRE.fullmatch(body):
        return Command("centre", Scope.ALONE)
    if hanging := _HANGING.fullmatch(body):
        return Command("indent", Scope.LINE, numbers=(int(hanging[1] or 0), int(hanging[2])))
    if indent := _INDENT.fullmatch(body):
        return Command("indent", Scope.LINE, numbers=(int(indent[1]),))
    if raised := _RAISED.fullmatch(body):
        return Command("raised", Scope.LINE, numbers=(int(raised[1] or 0),))
    return None


def _block(body: str, scope: Scope) -> Command | None:
    """What stands between ここから and the end, or between ここで and 終わり; several forms are parted by commas."""
    if scope is Scope.CLOSE:
        # 「ここで字下げ終わり、罫囲みも終わり」 closes what one annotation has opened.
        body = body.split("、")[0].removesuffix("終わり")
        if body == "字下げ":
            return Command("indent", scope, "字下げ", block=True)
        if body in ("地付き", "字上げ"):
            return Command("raised", scope, "字上げ", block=True)
        if body == "字詰め":
            return Command("measure", scope, "字詰め", block=True)
    elif hanging := _HANGING.fullmatch(body):
        return Command("indent", scope, "字下げ", block=True, numbers=(int(hanging[1] or 0), int(hanging[2])))
    elif indent := _INDENT.fullmatch(body):
        return Command("indent", scope, "字下げ", block=True, numbers=(int(indent[1]),))
    elif raised := _RAISED.fullmatch(body):
        return Command("raised", scope, "字上げ", block=True, numbers=(int(raised[1] or 0),))
    elif measure := _MEASURE.fullmatch(body):
        return Command("measure", scope, "字詰め", block=True, numbers=(int(measure[1]),))
    if heading := _HEADING.fullmatch(body):
        return _heading(heading, scope, body, block=True)
    if body == "キャプション":
        return Command("caption", scope, body, block=True)
    if body in ("罫囲み", "横組み"):
        words = {"罫囲み": "frame", "横組み": "horizontal"}
        return Command("style", scope, body, block=True, name=words[body])
    found = form(body)
    return Command("form", scope, family(body), block=True, form=found) if found else None


def _range(body: str, start: int) -> Command | None:
    """Annotations round words: 傍点 and 傍点終わり."""
    scope = Scope.CLOSE if body.endswith("終わり") else Scope.OPEN
    name = body.removesuffix("終わり")
    if heading := _HEADING.fullmatch(name):
        return _heading(heading, scope, name)
    if name == "キャプション":
        return Command("caption", scope, name)
    if beside := re.fullmatch("(左に|右に)?(?:「(.*)」の)?(ルビ|注記)付き", name):
        left = beside[1] == "左に"
        kind = f"{'左に' if left else ''}{beside[3]}付き"
        if scope is Scope.OPEN:
            return Command("beside", scope, kind) if beside[2] is None else None
        if beside[2] is None:
            return None
        words = (start + beside.start(2), start + beside.end(2))
        return Command("beside", scope, kind, words=words, left=left, name=beside[3])
    found = form(name)
    return Command("form", scope, family(name), form=found) if found else None


def _heading(match: re.Match[str], scope: Scope, name: str, *, block: bool = False) -> Command:
    return Command("heading", scope, name, block=block, level=_LEVELS[match[2]], name=match[1] or "")


def _sign(body: str, start: int) -> Command | None:
    """返り点 and 訓点送り仮名: the annotation is the mark."""
    if _KAERITEN.fullmatch(body):
        return Command("kaeriten", Scope.ALONE, words=(start, start + len(body)))
    if okurigana := _OKURIGANA.fullmatch(body):
        return Command("okurigana", Scope.ALONE, words=(start + 1, start + okurigana.end(1)))
    return None


def _picture(body: str, start: int) -> Command | None:
    match = _PICTURE.fullmatch(body)
    if match is None:
        return None
    described = match[1]
    caption = re.fullmatch("「(.*)」のキャプション付きの(.*)", described)
    span = (start + caption.start(1), start + caption.end(1)) if caption else (start, start + len(described))
    size = (int(match[3]), int(match[4])) if match[3] else ()
    return Command("picture", Scope.ALONE, words=span, numbers=size, name=match[2])


def _about_words(body: str, start: int) -> Command | None:
    """「…」に傍点, 「…」は底本では「…」, 「…」の左に「…」のルビ: words that stand before, quoted."""
    of_ruby = body.startswith("ルビの")
    at = 3 if of_ruby else 0
    targets: list[tuple[int, int]] = []
    while at < len(body) and body[at] == "「":
        close = _closing(body, at)
        if close < 0:
            return None
        targets.append((start + at + 1, start + close))
        at = close + 1
        if body[at : at + 2] in ("と「", "、「"):
            at += 1
    rest = body[at:]
    if not rest or rest[0] not in "にはの":
        return None
    particle, rest = rest[0], rest[1:]
    quoted = tuple(targets)
    if particle == "は":
        if rest.startswith("底本では「") and _closing(rest, 4) == len(rest) - 1:
            words = (start + at + 6, start + len(body) - 1)
            return Command("ruby-sic" if of_ruby else "sic", Scope.TARGET, targets=quoted, words=words)
        if rest in ("ママ", "まま", "底本のママ", "底本のまま"):
            return Command("ruby-mama" if of_ruby else "mama", Scope.TARGET, targets=quoted)
        if of_ruby:
            return None
        if heading := _HEADING.fullmatch(rest):
            return Command(
                "heading",
                Scope.TARGET,
                rest,
                targets=quoted,
                level=_LEVELS[heading[2]],
                name=heading[1] or "",
            )
        if rest == "キャプション":
            return Command("caption", Scope.TARGET, rest, targets=quoted)
    if of_ruby:
        return None
    if beside := re.fullmatch("(左に|右に|下に|上に)?「(.*)」の(ルビ|注記|傍記)", rest):
        offset = start + len(body) - len(rest)
        return Command(
            "beside", Scope.TARGET, targets=quoted, left=beside[1] in ("左に", "下に"), name=beside[3],
            words=(offset + beside.start(2), offset + beside.end(2)),
        )  # fmt: skip
    found = form(rest.removesuffix("付き"))
    return Command("form", Scope.TARGET, targets=quoted, form=found) if found else None


def _closing(text: str, at: int) -> int:
    """Where the bracket 「 at ``at`` closes; -1 where it does not. Brackets inside are paired."""
    depth = 0
    for index in range(at, len(text)):
        depth += (text[index] == "「") - (text[index] == "」")
        if depth == 0:
            return index
    return -1


def is_remark(body: str) -> bool:
    """Whether an annotation that orders nothing is a remark on the base text, for readers."""
    return _OF_BASE_TEXT.search(body) is not None


def range_name(body: str) -> tuple[str, Scope] | None:
    """The family that an annotation opens or closes, for pairing them before anything is read."""
    command = understand(body, 0, len(body)) if len(body) < 60 else None
    if command is None or command.scope not in (Scope.OPEN, Scope.CLOSE):
        return None
    return ("ここ" if command.block else "") + command.family, command.scope
