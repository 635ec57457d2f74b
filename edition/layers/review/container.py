"""The file round a document for reviewers: parts, relationships, styles (ISO/IEC 29500-2, 29500-1).

Tracking of changes is switched on, so that a reviewer's changes of the text are seen. What was sent is written
down in a part of data, which programs keep and do not show. The same document is the same bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from lxml import etree

from edition.layers.review.wordml import NOTE, Document

#: The namespace of the list of what was sent.
SENT = "urn:edition:review"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
#: The name by which programs know our part of data.
_ITEM = "{6C1D7F0E-52E7-4E0A-9B6A-3B0F5D1C8A42}"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: ZIP's earliest day: the file tells nothing of when it was made.
_DAY = (1980, 1, 1, 0, 0, 0)
_PARTS = ("styles", "settings", "comments")
#: A4 in twentieths of a point.
_SHORT, _LONG, _MARGIN = 11906, 16838, 1440


def write(document: Document, title: str, sent: Mapping[str, str], *, vertical: bool) -> bytes:
    """The file. ``sent`` are sums over what was sent, by the ids of annotations."""
    files = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            [
                ("officeDocument", "word/document.xml", _OFFICE),
                ("core-properties", "docProps/core.xml", f"{_PACKAGE}/relationships/metadata"),
            ]
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
            "</cp:coreProperties>"
        ),
        "word/document.xml": _part("document", f"<w:body>{document.body}{_section(vertical)}</w:body>"),
        "word/_rels/document.xml.rels": _relations(
            [(name, f"{name}.xml", _OFFICE) for name in _PARTS]
            + [("customXml", "../customXml/item1.xml", _OFFICE)]
        ),
        "word/styles.xml": _part("styles", _styles()),
        "word/settings.xml": _part("settings", "<w:trackRevisions/>"),
        "word/comments.xml": _part("comments", document.comments),
        "customXml/item1.xml": _sent(sent),
        "customXml/_rels/item1.xml.rels": _relations([("customXmlProps", "itemProps1.xml", _OFFICE)]),
        "customXml/itemProps1.xml": (
            f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{_ITEM}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{SENT}"/></ds:schemaRefs></ds:datastoreItem>'
        ),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in files.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (_HEAD + inside).encode())
    return buffer.getvalue()


def sent(kept: Sequence[etree._Element]) -> dict[str, str] | None:
    """What was sent, as a document that came back remembers it; None where it does not."""
    for root in kept:
        if root.tag == f"{{{SENT}}}sent":
            try:
                listed = json.loads(root.text or "{}")
            except (ValueError, RecursionError):
                return None
            return (
                {str(key): str(value) for key, value in listed.items()} if isinstance(listed, dict) else None
            )
    return None


def _sent(sums: Mapping[str, str]) -> str:
    return f'<sent xmlns="{SENT}">{escape(json.dumps(dict(sums), ensure_ascii=False))}</sent>'


def _part(name: str, inside: str) -> str:
    return f'<w:{name} xmlns:w="{_W}">{inside}</w:{name}>'


def _types() -> str:
    kinds = {"document": "document.main", **{name: name for name in _PARTS}}
    own = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/customXml/itemProps1.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>{own}</Types>'
    )


def _relations(listed: Sequence[tuple[str, str, str]]) -> str:
    own = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, target, base) in enumerate(listed, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{own}</Relationships>'


def _section(vertical: bool) -> str:
    """The page: upright, or lying where the lines run from top to bottom (17.6.20)."""
    width, height = (_LONG, _SHORT) if vertical else (_SHORT, _LONG)
    lying = ' w:orient="landscape"' if vertical else ""
    direction = '<w:textDirection w:val="tbRl"/>' if vertical else ""
    return (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{lying}/>'
        f'<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_MARGIN}" '
        f'w:header="720" w:footer="720" w:gutter="0"/>{direction}</w:sectPr>'
    )


def _styles() -> str:
    """Word's own styles, by their names; sizes in half points."""
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Yu Mincho" w:cs="Times New Roman"/>'
    default = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:line="360" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/>'
        f'<w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{34 - 3 * level}"/></w:rPr></w:style>'
        for level in range(1, 7)
    )
    return (
        default
        + '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        + headings
        + f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{NOTE}"><w:name w:val="Edition Note"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="210"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        '<w:rPr><w:sz w:val="16"/></w:rPr></w:style>'
    )
