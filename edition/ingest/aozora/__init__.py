"""The format ``aozora``: texts as 青空文庫 writes them, with readings and annotations in the text.

frame       frame.py       title and people, legend, text, colophon
read        reader.py      one line: characters, ruby, annotations (annotation.py, marks.py, gaiji.py, accents.py)
body        body.py        lines to paragraphs, headings, figures, divisions
header      heading.py     what the file says of itself
"""

from __future__ import annotations

import re
from typing import Final

from edition.diagnostics import Findings
from edition.ingest import source
from edition.ingest.aozora import archive, frame, heading
from edition.ingest.aozora.body import Body, plain
from edition.ingest.aozora.context import Context
from edition.ingest.aozora.pairs import Pairs
from edition.ingest.reading import About, Reading
from edition.ingest.writer import Writer
from edition.tei import t

NAME: Final = "aozora"

_SIGNS: Final = (
    (re.compile("【?テキスト中に現れる記号について"), 0.6),
    (re.compile(r"^底本[^：:\r\n]{0,12}[：:]", re.MULTILINE), 0.3),
    (re.compile("［＃[^［］\r\n]{1,40}］"), 0.5),
    (re.compile("[｜一-鿿々〆〇]《[ぁ-ゖァ-ヺー]+》"), 0.35),
)


def recognise(data: bytes, file: str) -> float:
    """How surely this is such a text: by its legend, its 底本, its annotations and its ruby."""
    if data.startswith(b"PK"):
        return archive.recognise(data)
    head = source.peek(data)
    found = 1.0
    for sign, weight in _SIGNS:
        if sign.search(head):
            found *= 1 - weight
    # Markdown writes ruby in the same way.
    if file.lower().endswith((".md", ".markdown")):
        return 0.5 * (1 - found)
    return 1 - found


def stream(data: bytes, file: str, findings: Findings) -> str:
    """The characters of the text; of an archive, those of the text in it. Raises ``Unusable``."""
    return source.decode(archive.unpack(data, file, findings).text, file, findings)


def read(data: bytes, file: str, findings: Findings) -> Reading:
    """A text of 青空文庫, read. Raises ``Unusable`` where it cannot be decoded."""
    unpacked = archive.unpack(data, file, findings)
    text = source.decode(unpacked.text, file, findings)
    parts = frame.divide(text)
    context = Context(text, file, findings, Pairs(text))
    writer = Writer(text)
    # Characters of the title that Unicode has not are not declared: its words stand in the header.
    title_context = Context(text, file, Findings(), context.pairs)
    titles = frame.titles([plain(text, row.start, row.end, title_context) for row in parts.head])
    tail = [text[row.start : row.end] for row in parts.tail]
    if text.startswith("\ufeff"):
        writer.drop(0, 1, "markup", rule="BOM")
    for row in parts.head:
        writer.drop(row.start, row.next, "metadata", rule="表題")
    for row in parts.legend:
        writer.drop(row.start, row.next, "metadata", rule="記号について")
    body = Body(writer, context, {name: f"images/{name}" for name in unpacked.pictures})
    for row in parts.body:
        body.line(row)
    body.finish()
    context.say_the_rest()
    for row in parts.tail:
        writer.drop(row.start, row.next, "metadata", rule="底本")
    writer.close("body")
    used = {one.get("url") for one in writer.text_element.iter(t("graphic"))}
    pictures = {f"images/{name}": content for name, content in unpacked.pictures.items()}
    return Reading(
        stream=text,
        text=writer.text_element,
        ranges=writer.ranges(),
        about=_about(text, parts, titles, tail),
        header=heading.header(titles, tail, context.glyphs, file.rsplit("/", 1)[-1].rsplit(".", 1)[0]),
        pictures={path: content for path, content in pictures.items() if path in used},
    )


def _about(text: str, parts: frame.Frame, titles: frame.Titles, tail: list[str]) -> About:
    about = About(title=titles.title, creator=titles.author, language="ja")
    if parts.head:
        row = next((one for one in parts.head if text[one.start : one.end].strip()), parts.head[0])
        about.title_reading = _reading(text[row.start : row.end])
    about.people = [*titles.people, *heading.made_by(tail)]
    return about


def _reading(title: str) -> str:
    """How a title is read, where every one of its kanji has ruby."""
    read_ = re.sub("｜?[^｜《》ぁ-ゖァ-ヺー]+《([^《》]+)》", r"\1", title).strip(" \u3000")
    return read_ if read_ != title.strip(" \u3000") and not re.search("[一-鿿《》｜]", read_) else ""
