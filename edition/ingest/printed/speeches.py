"""Speeches: blocks that a name leads, as plays, dialogues and interviews are set.

The name stands before a bracket (太郎「…」), before a gap (太郎　…) or before a colon (太郎：…). One block may be
a sentence that looks so; several in a row, spoken by at least two who come again, are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from edition.ingest.printed.items import marker

# A name ends with no particle: 「彼は「…」」 is a sentence.
_NAME = r"(?P<name>[^\s「」『』（）()。、，．：:―—…・○●◎◆■□◇△▽※*]{1,8}?|[QAＱＡ])"
_FORMS = {
    "bracket": re.compile(
        _NAME + r"(?<![はがもにとをでのへや])(?P<gap>[ \u3000]*)(?P<words>[「『].*[」』][^\s。]{0,6})", re.S
    ),
    "gap": re.compile(_NAME + r"(?P<gap>\u3000+| {2,})(?P<words>\S.*)", re.S),
    "colon": re.compile(_NAME + r"(?P<gap>[：:][ \u3000]*)(?P<words>\S.*)", re.S),
}
_STAGE = re.compile(r"[（(〔［].*[）)〕］]", re.S)
_DIVISION = re.compile(r"第[0-9０-９〇一二三四五六七八九十百]+|[0-9０-９]+|[IVXⅠ-Ⅻ]+|[一二三四五六七八九十]+")
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Speech:
    """How a block is divided: the length of the name, and where the words begin; a stage direction has neither."""

    name: str
    name_end: int = 0
    words_from: int = 0

    @property
    def stage(self) -> bool:
        """Whether it is a stage direction between speeches."""
        return not self.name


def may_be(text: str) -> bool:
    """Whether a block may be a speech, or a stage direction among speeches."""
    return _STAGE.fullmatch(text) is not None or any(_speech(text, form) is not None for form in _FORMS)


def find(texts: Sequence[str]) -> list[Speech]:
    """The speeches with which ``texts`` (blocks from some place on) begin; [] where they are none."""
    for form in _FORMS:
        found = _of_form(texts, form)
        if found:
            return found
    return []


def _of_form(texts: Sequence[str], form: str) -> list[Speech]:
    found: list[Speech] = []
    for text in texts:
        speech = _speech(text, form)
        if speech is None and found and _STAGE.fullmatch(text):
            speech = Speech("")
        if speech is None:
            break
        found.append(speech)
    while found and found[-1].stage:
        found.pop()
    names = Counter(speech.name for speech in found if not speech.stage)
    spoken = sum(names.values())
    enough = spoken >= _LEAST and len(names) >= 2 and 2 * len(names) <= spoken + 1
    return found if enough else []


def _speech(text: str, form: str) -> Speech | None:
    match = _FORMS[form].fullmatch(text)
    if match is None or marker(text) is not None or _DIVISION.fullmatch(match.group("name")):
        return None
    return Speech(match.group("name"), match.end("name"), match.start("words"))
