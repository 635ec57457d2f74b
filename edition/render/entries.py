"""An entry of the apparatus: where, the lemma, and what witnesses have in its place.

    12　強い］ 甲　弱い 乙・丙　勁い 丁

What opens it is a link to the text. In it is a span of the class ``place``: an e-book shows the paragraph, a printed
page fills in the line.
"""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Mapping
from typing import Final

from lxml import etree

from edition.render.apparatus import Apparatus
from edition.render.criticism import OMITTED
from edition.render.model import Writing
from edition.render.positions import Position
from edition.render.walk import Emendation, Reading, Variant
from edition.render.xhtml import Content, make

#: A reading that is not there: what the apparatus of Japanese editions prints for an omission.
NOTHING: Final = "ナシ"
_BETWEEN: Final = "\u3000"


class Entries:
    """Makes entries: ``positions`` says where what they speak of stands, ``sigla`` where each witness is explained."""

    def __init__(
        self,
        wanted: Apparatus,
        positions: Mapping[str, Position],
        writing: Writing,
        sigla: Mapping[str, str],
        places: Mapping[str, tuple[str, str]],
    ) -> None:
        """``places`` are, for the ids of what others name, that id and the id of its end."""
        self.wanted, self.positions, self.writing = wanted, positions, writing
        self.sigla, self.places = sigla, places

    def variant(self, entry: Variant) -> etree._Element:
        """Where, the lemma, every other reading with its witnesses."""
        lemma = self.shortened(entry.lemma, entry.end) or NOTHING
        content: Content = [
            self._back(entry.where, entry.until, [make("span", [lemma], class_="lemma")]),
            self.wanted.separator,
        ]
        if entry.witnesses:
            content += [" ", *self._sigla(entry.witnesses)]
        for reading in entry.readings:
            content += [_BETWEEN, *self._reading(reading)]
        content += [f"（{note}）" for note in entry.notes if note]
        return _item(entry.entry, f"entry {entry.layer}", content)

    def emendation(self, entry: Emendation) -> etree._Element:
        """Where, what the edition reads, what the source read, who decided, and why."""
        words = f"「{entry.reading}」" if entry.reading else NOTHING
        source = f"「{entry.source}」" if entry.source else NOTHING
        said = "　".join(word for word in (entry.responsible or entry.rule, entry.why) if word)
        line = f"{_BETWEEN}底本{source}{f'（{said}）' if said else ''}"
        return _item(entry.entry, f"entry {entry.kind}", [self._back(entry.where, "", [words]), line])

    def _back(self, where: str, until: str, words: Content) -> etree._Element:
        """The link to the text that opens an entry: the place, and the words as they are found there."""
        content = [self._place(where, until, "place opens"), _BETWEEN, *words]
        return make("a", content, class_="to-text", role="doc-backlink", href=f"#{where}")

    def _place(self, where: str, until: str, style: str) -> etree._Element:
        """Where something stands, in the words of a text without pages."""
        position = self.positions.get(where)
        words = position.words(self.writing) if position is not None else "＊"
        outside = position.outside if position is not None else ""
        return make("span", [words], class_=style, data_of=where, data_until=until, data_outside=outside)

    def _reading(self, reading: Reading) -> Content:
        content = [copy.deepcopy(piece) if not isinstance(piece, str) else piece for piece in reading.content]
        found: Content = [make("span", content or [NOTHING], class_="rdg")]
        if reading.elsewhere in self.places:
            where, until = self.places[reading.elsewhere]
            found += [
                "→",
                make("a", [self._place(where, until, "place")], class_="to-text", href=f"#{where}"),
            ]
        if reading.sigla:
            found += [" ", *self._sigla(reading.sigla)]
        return [*found, *(f"（{note}）" for note in reading.notes if note)]

    def _sigla(self, named: list[tuple[str, str]]) -> Content:
        run: Content = []
        for siglum, name in named:
            if run:
                run.append("・")
            target = self.sigla.get(name)
            run.append(make("a", [siglum], class_="siglum", href=f"#{target}") if target else siglum)
        return [make("span", run, class_="sigla")]

    def shortened(self, words: str, end: str = "") -> str:
        """A lemma by its ends where it is long; ``end`` are its last words where the middle is not quoted anyway."""
        wanted = self.wanted
        first, last = _characters(words), _characters(end or words)
        if not end and (not wanted.shorten or len(first) <= wanted.shorten):
            return words
        if wanted.shorten and len(first) + len(_characters(end)) > wanted.shorten:
            first, last = first[: wanted.ends], last[-wanted.ends :]
        return "".join(first) + OMITTED + "".join(last)


def _characters(text: str) -> list[str]:
    """The characters of a text, each with its combining marks and variation selectors."""
    found: list[str] = []
    for char in text:
        if found and (unicodedata.category(char) in ("Mn", "Mc", "Me") or unicodedata.combining(char)):
            found[-1] += char
        else:
            found.append(char)
    return found


def _item(target: str, style: str, content: Content) -> etree._Element:
    return make("li", [make("p", content)], id=target, class_=style)
