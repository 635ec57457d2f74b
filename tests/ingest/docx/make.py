"""Word documents made for tests: parts written as XML, as short as the standard allows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_ROOTS = {
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
    "commentsExtended": "w15:commentsEx",
    "styles": "w:styles",
    "numbering": "w:numbering",
    "settings": "w:settings",
    "header": "w:hdr",
    "footer": "w:ftr",
}
#: The shortest PNG there is: one black pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)


def style(identifier: str, name: str, inside: str = "", *, based: str = "", custom: bool = False) -> str:
    """A paragraph style."""
    own = " w:customStyle='1'" if custom else ""
    above = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"{own}>'
        f'<w:name w:val="{name}"/>{above}{inside}</w:style>'
    )


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    + style("T", "Title")
    + "".join(
        style(f"H{n}", f"heading {n}", f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>') for n in range(1, 4)
    )
    + style("Q", "Quote")
    + style("C", "caption")
    + style("V", "Verse", custom=True)
    + style("S", "Signature")
    + style("LP", "List Paragraph")
    + style("TOC1", "toc 1")
)


def p(inside: str, style: str = "", properties: str = "") -> str:
    """A paragraph; what is no markup is one run."""
    inner = inside if inside.startswith("<") or not inside else r(inside)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return "<w:p>" + (f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else "") + f"{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    set_ = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{set_}<w:t xml:space="preserve">{text}</w:t></w:r>'


def picture(relation: str, described: str = "") -> str:
    """A drawing in the line."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{described}"/><a:graphic><a:graphicData uri="x">'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def box(inside: str) -> str:
    """A text box, as Word writes it: twice."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="x"/>'
        f"<a:graphic><a:graphicData uri='x'><wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>"
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def footnote(identifier: int, inside: str, *, kind: str = "footnote") -> str:
    """A note with its mark and one paragraph."""
    inner = p(f"<w:r><w:{kind}Ref/></w:r>" + r(" " + inside))
    return f'<w:{kind} w:id="{identifier}">{inner}</w:{kind}>'


def call(identifier: int, *, kind: str = "footnote") -> str:
    """The call of a note."""
    return f'<w:r><w:{kind}Reference w:id="{identifier}"/></w:r>'


def parts(
    body: str, *, core: str = "", media: Mapping[str, bytes] | None = None, **others: str
) -> dict[str, bytes]:
    """The parts of a document. Keywords are parts by their relationship: ``styles``, ``footnotes`` …"""
    others.setdefault("styles", STYLES)
    made: dict[str, bytes] = {}
    relations = []
    for kind, inside in others.items():
        root = _ROOTS[kind]
        made[f"word/{kind}.xml"] = f"<{root} {NAMESPACES}>{inside}</{root}>".encode()
        relations.append(f'<Relationship Id="r-{kind}" Type="{_R}/{kind}" Target="{kind}.xml"/>')
    for name, data in (media or {}).items():
        if name.startswith("http"):
            relations.append(
                f'<Relationship Id="{data.decode()}" Type="{_R}/hyperlink" Target="{name}" TargetMode="External"/>'
            )
        else:
            made[f"word/media/{name}"] = data
            stem = name.split(".")[0]
            relations.append(f'<Relationship Id="{stem}" Type="{_R}/image" Target="media/{name}"/>')
    package = "http://schemas.openxmlformats.org/package/2006"
    top = f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    if core:
        made["docProps/core.xml"] = f"<cp:coreProperties {_CORE}>{core}</cp:coreProperties>".encode()
        kind = f"{package}/relationships/metadata/core-properties"
        top += f'<Relationship Id="r2" Type="{kind}" Target="docProps/core.xml"/>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
        ).encode(),
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">{top}</Relationships>'.encode(),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{package}/relationships">{"".join(relations)}</Relationships>'
        ).encode(),
        **made,
    }


def archive(contents: Mapping[str, bytes]) -> bytes:
    """The bytes of a package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in contents.items():
            target.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def docx(body: str, *, core: str = "", media: Mapping[str, bytes] | None = None, **others: str) -> bytes:
    """A Word document."""
    return archive(parts(body, core=core, media=media, **others))
