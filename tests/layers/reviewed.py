"""What a reviewer does in Word, done to a document's XML: comments and tracked changes, as Word writes them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DATE = "2026-05-01T10:30:00Z"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass
class Desk:
    """A document that lies open before a reviewer; ``data`` is the file as it is saved."""

    parts: dict[str, str]
    who: str = "査読 次郎"
    answers: list[tuple[str, str]] = field(default_factory=list)

    @property
    def data(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self.parts.items():
                archive.writestr(name, text)
        return buffer.getvalue()

    # --- comments

    def comment(self, words: str) -> str:
        """The number of the comment that holds some words."""
        found = [
            one[1]
            for one in re.finditer(r'<w:comment w:id="(\d+)".*?</w:comment>', self.parts["word/comments.xml"])
            if words in re.sub("<[^>]+>", "", one[0])
        ]
        assert len(found) == 1, (words, found)
        return found[0]

    def write(self, old: str, new: str) -> None:
        """Change words of comments."""
        assert old in self.parts["word/comments.xml"]
        self.parts["word/comments.xml"] = self.parts["word/comments.xml"].replace(old, new)

    def delete(self, words: str) -> None:
        """Delete the comment that holds some words, in all parts."""
        number = self.comment(words)
        self._sub("word/comments.xml", rf'<w:comment w:id="{number}".*?</w:comment>', "")
        self._sub(
            "word/document.xml",
            rf'<w:commentRange(?:Start|End) w:id="{number}"/>|<w:r><w:commentReference w:id="{number}"/></w:r>',
            "",
        )

    def add(self, on: str, *paragraphs: str, answers: str = "") -> None:
        """A new comment on words of the text, or on those of the comment that it answers."""
        number = str(len(re.findall("<w:comment ", self.parts["word/comments.xml"])) + 100)
        mark = f"{int(number):08X}"
        body = "".join(
            f'<w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="{mark}">'
            f"<w:r><w:t>{one}</w:t></w:r></w:p>"
            for one in paragraphs
        )
        made = f'<w:comment w:id="{number}" w:author="{self.who}" w:date="{_DATE}" w:initials="査">{body}</w:comment>'
        self._sub("word/comments.xml", "</w:comments>", made + "</w:comments>")
        start, end = (
            f'<w:commentRangeStart w:id="{number}"/>',
            (f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'),
        )
        if answers:
            first = self.comment(answers)
            self._sub("word/document.xml", rf'(<w:commentRangeStart w:id="{first}"/>)', r"\1" + start)
            self._sub("word/document.xml", rf'(<w:commentRangeEnd w:id="{first}"/>)', r"\1" + end)
            self._answer(first, mark)
        else:
            self._split(on, lambda run: start + run + end)

    def _answer(self, first: str, mark: str) -> None:
        """commentsExtended: which paragraph answers which (what Word 2012 writes)."""
        asked = f"{int(first) + 0x1000:08X}"
        self._sub(
            "word/comments.xml",
            rf'(<w:comment w:id="{first}"(?:(?!</w:comment>).)*)<w:p>',
            rf'\1<w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="{asked}">',
        )
        w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
        self.parts["word/commentsExtended.xml"] = (
            f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="{asked}" w15:done="0"/>'
            f'<w15:commentEx w15:paraId="{mark}" w15:paraIdParent="{asked}" w15:done="0"/></w15:commentsEx>'
        )
        self._sub(
            "[Content_Types].xml",
            "</Types>",
            '<Override PartName="/word/commentsExtended.xml" '
            f'ContentType="{_TYPES}.commentsExtended+xml"/></Types>',
        )
        self._sub(
            "word/_rels/document.xml.rels",
            "</Relationships>",
            '<Relationship Id="rIdEx" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" '
            'Target="commentsExtended.xml"/></Relationships>',
        )

    # --- the text

    def replace(self, old: str, new: str) -> None:
        """A tracked change: words of one run taken out, others put in."""
        who = f'w:id="900" w:author="{self.who}" w:date="{_DATE}"'
        put = f"<w:ins {who}><w:r><w:t>{new}</w:t></w:r></w:ins>" if new else ""
        self._split(
            old,
            lambda run: (
                f"<w:del {who}>{run.replace('w:t>', 'w:delText>').replace('w:t ', 'w:delText ')}</w:del>{put}"
            ),
        )

    def insert(self, after: str, new: str) -> None:
        """Words put in, tracked."""
        who = f'w:id="901" w:author="{self.who}" w:date="{_DATE}"'
        self._split(after, lambda run: f"{run}<w:ins {who}><w:r><w:t>{new}</w:t></w:r></w:ins>")

    def mark_paragraph(self, words: str, change: str, new: str = "") -> None:
        """A tracked change (``ins``, ``del``) of the end of a paragraph; with ``new`` a whole paragraph after it."""
        who = f'w:id="902" w:author="{self.who}" w:date="{_DATE}"'
        document = self.parts["word/document.xml"]
        at = document.index(words)
        start = document.rindex("<w:p>", 0, at)
        end = document.index("</w:p>", at) + len("</w:p>")
        mark = f"<w:pPr><w:rPr><w:{change} {who}/></w:rPr></w:pPr>"
        if new:
            made = f"<w:p>{mark}<w:ins {who}><w:r><w:t>{new}</w:t></w:r></w:ins></w:p>"
            self.parts["word/document.xml"] = document[:end] + made + document[end:]
        elif change == "ins":
            head = f"<w:p>{mark}{document[start + len('<w:p>') : at]}</w:t></w:r></w:p>"
            self.parts["word/document.xml"] = f"{document[:start]}{head}<w:p><w:r><w:t>{document[at:]}"
        else:
            self.parts["word/document.xml"] = (
                f"{document[:start]}<w:p>{mark}{document[start + len('<w:p>') :]}"
            )

    def overwrite(self, old: str, new: str) -> None:
        """Words changed with tracking switched off."""
        assert self.parts["word/document.xml"].count(old) == 1
        self.parts["word/document.xml"] = self.parts["word/document.xml"].replace(old, new)

    def _split(self, words: str, made: object) -> None:
        """A run of some words of its own, put through ``made``."""
        document = self.parts["word/document.xml"]
        runs = [
            one
            for one in re.finditer(
                r"<w:r>(?:<w:rPr>[^/]*/?></w:rPr>)?<w:t[^>]*>([^<]*)</w:t></w:r>", document
            )
            if words in one[1]
        ]
        # The mark of a note stands at its call and at its head: the call comes first.
        assert runs, words
        before, _, after = runs[0][1].partition(words)

        def run(said: str) -> str:
            return f'<w:r><w:t xml:space="preserve">{said}</w:t></w:r>' if said else ""

        assert callable(made)
        new = run(before) + made(run(words)) + run(after)
        self.parts["word/document.xml"] = document[: runs[0].start()] + new + document[runs[0].end() :]

    def _sub(self, part: str, pattern: str, new: str) -> None:
        text, count = re.subn(pattern, new, self.parts[part], flags=re.DOTALL)
        assert count, (part, pattern)
        self.parts[part] = text


def opened(data: bytes) -> Desk:
    """A document as a reviewer has it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Desk({name: archive.read(name).decode() for name in archive.namelist()})
