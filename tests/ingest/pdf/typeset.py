"""A generated text as an edition on disk, to be typeset by ``edition build`` and read back."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from tests.ingest.generate import Block, Style, Text, call, is_call, printed

_HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>試験</title></titleStmt><publicationStmt><p>For tests.</p>"
    "</publicationStmt><sourceDesc><p>Written for tests.</p></sourceDesc></fileDesc></teiHeader>"
)


class _Tei:
    def __init__(self, text: Text, style: Style) -> None:
        self.text = text
        self.style = style
        self.ids = 0

    def document(self) -> str:
        """The whole document: a chapter under the title, its sections."""
        return (
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{_HEADER}<text><body>'
            f"{''.join(self._blocks())}</body></text></TEI>"
        )

    def _blocks(self) -> Iterator[str]:
        depth = 0
        for block in self.text.blocks:
            if block.kind in ("title", "head"):
                if depth == 2:
                    yield "</div>"
                    depth = 1
                yield f'<div type="{"section" if depth else "chapter"}" {self._id("s")}>'
                depth += 1
                yield self._element("head", block.lines[0])
            else:
                yield self._block(block)
        yield "</div>" * depth

    def _block(self, block: Block) -> str:
        inner = {"verse": "l", "list": "item"}.get(block.kind, "p")
        words = "".join(self._element(inner, line) for line in block.lines)
        match block.kind:
            case "quote":
                return f"<quote {self._id('q')}>{words}</quote>"
            case "verse" | "list":
                outer = "lg" if block.kind == "verse" else "list"
                return f"<{outer} {self._id('b')}>{words}</{outer}>"
            case "epigraph":
                source = self._element("bibl", block.source.strip("\u3000"))
                return f"<epigraph {self._id('e')}><cit><quote {self._id('q')}>{words}</quote>{source}</cit></epigraph>"
            case _:
                return words

    def _element(self, name: str, words: str) -> str:
        return f"<{name} {self._id('x')}>{''.join(map(self._character, words))}</{name}>"

    def _character(self, character: str) -> str:
        if not is_call(character):
            return escape(character)
        number = ord(character) - ord(call(0))
        mark = printed(self.style.mark, number, self.style)
        return (
            f'<ref type="noteref" target="#n{number}">{mark}</ref><note type="author" place="foot" n="{number}" '
            f'xml:id="n{number}"><label>{mark}</label>{escape(self.text.notes[number])}</note>'
        )

    def _id(self, prefix: str) -> str:
        self.ids += 1
        return f'xml:id="{prefix}{self.ids}"'


def edition(folder: Path, text: Text, style: Style, writing: str) -> Path:
    """Write the edition's folder and return it."""
    folder.mkdir(parents=True)
    (folder / "text.xml").write_text(_Tei(text, style).document(), encoding="utf-8")
    (folder / "edition.toml").write_text(
        '[edition]\ntitle = "試験"\ncreator = "試験 太郎"\ndate = 2026-01-02\n'
        'identifier = "urn:uuid:00000000-0000-4000-8000-000000000001"\n'
        f'[layout]\nwriting = "{writing}"\n',
        encoding="utf-8",
    )
    return folder
