"""A text as a flat OpenDocument file, for LibreOffice."""

from __future__ import annotations

import html
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources import Book

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)


def fodt(book: Book) -> str:
    """The whole document; its styles say page, sizes and distance of lines."""
    area, numbers = book.area, count(1)

    def text(words: str) -> str:
        return html.escape(words)

    def note(words: str) -> str:
        number = next(numbers)
        return (
            f'<text:note text:id="n{number}" text:note-class="footnote"><text:note-citation>{number}'
            f'</text:note-citation><text:note-body><text:p text:style-name="Note">{text(words)}</text:p>'
            "</text:note-body></text:note>"
        )

    body = book.body(
        text,
        note,
        lambda base, reading: (
            f"<text:ruby><text:ruby-base>{text(base)}</text:ruby-base>"
            f"<text:ruby-text>{text(reading)}</text:ruby-text></text:ruby>"
        ),
        lambda level, words: (
            f'<text:h text:style-name="H{min(level, 2)}" text:outline-level="{level}">{words}</text:h>'
        ),
        lambda words: f'<text:p text:style-name="Body">{words}</text:p>',
    )
    mode = "tb-rl" if book.vertical else "lr-tb"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {_NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'Noto Serif JP'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph">
<style:paragraph-properties style:line-break="strict" style:punctuation-wrap="simple"
 style:text-autospace="ideograph-alpha" fo:orphans="2" fo:widows="2"/>
<style:text-properties style:font-name="F" style:font-name-asian="F" style:language-asian="ja"
 style:country-asian="JP" fo:font-size="{area["size"]}pt" style:font-size-asian="{area["size"]}pt"/>
</style:default-style>
{_style("Body", f'fo:text-indent="{area["size"]}pt" fo:text-align="justify" fo:line-height="{area["line"]}pt"')}
{_style("H1", f'fo:break-before="page" fo:margin-bottom="{area["line"]}pt" fo:keep-with-next="always"', 1.5 * area["size"])}
{_style("H2", f'fo:margin-bottom="{area["line"]}pt" fo:keep-with-next="always"', 1.2 * area["size"])}
{_style("Note", f'fo:text-align="justify" fo:line-height="{1.5 * book.note_size}pt"', book.note_size)}
{_style("Folio", 'fo:text-align="center"', book.note_size)}
</office:styles><office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties
 fo:page-width="{book.page[0]}mm" fo:page-height="{book.page[1]}mm" fo:margin-top="{area["top"]}pt"
 fo:margin-bottom="{area["bottom"] / 2}pt" fo:margin-left="{area["inner"]}pt" fo:margin-right="{area["outer"]}pt"
 style:writing-mode="{mode}"/><style:footer-style><style:header-footer-properties
 svg:height="{area["bottom"] / 2}pt"/></style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"><style:footer>
<text:p text:style-name="Folio"><text:page-number text:select-page="current"/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
{body}
</office:text></office:body></office:document>
"""


def _style(name: str, paragraph: str, size: float = 0) -> str:
    letters = (
        f'<style:text-properties fo:font-size="{size}pt" style:font-size-asian="{size}pt"/>' if size else ""
    )
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}/>'
        f"{letters}</style:style>"
    )
