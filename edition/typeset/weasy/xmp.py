"""What a PDF says of itself, as XMP (ISO 16684-1): the same for the same values.

WeasyPrint's has a random identifier and today's date where the values are not given, and cannot claim two standards in
one file. What PDF/A wants to be told of a schema that it does not know (PDF/UA's) is an extension schema (ISO 19005-3,
6.6.2.3).
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True)
class Claims:
    """What a PDF says of itself. ``a`` is (part, level) of PDF/A: (3, "U"); ``identifier`` any lasting one."""

    title: str
    creators: tuple[str, ...]
    producer: str
    identifier: str
    moment: datetime.datetime | None = None
    a: tuple[int, str] | None = None
    ua: int | None = None
    x: str = ""


def packet(claims: Claims) -> bytes:
    """The metadata stream's content."""
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        *_description(claims),
        *(_EXTENSION if claims.a and claims.ua else ()),
        "</rdf:RDF>",
        "</x:xmpmeta>",
        '<?xpacket end="r"?>',
    ]
    return "\n".join(lines).encode()


def _description(claims: Claims) -> Iterator[str]:
    yield (
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">'
    )
    yield "<dc:format>application/pdf</dc:format>"
    title = escape(claims.title)
    yield f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    if claims.creators:
        names = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in claims.creators)
        yield f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>"
    yield f"<pdf:Producer>{escape(claims.producer)}</pdf:Producer>"
    if claims.moment is not None:
        when = claims.moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for name in ("CreateDate", "ModifyDate", "MetadataDate"):
            yield f"<xmp:{name}>{when}</xmp:{name}>"
    if claims.a:
        yield f"<pdfaid:part>{claims.a[0]}</pdfaid:part><pdfaid:conformance>{claims.a[1]}</pdfaid:conformance>"
    if claims.ua:
        yield f"<pdfuaid:part>{claims.ua}</pdfuaid:part>"
    if claims.x:
        named = uuid.uuid5(uuid.NAMESPACE_URL, claims.identifier)
        yield f"<pdfxid:GTS_PDFXVersion>{claims.x}</pdfxid:GTS_PDFXVersion>"
        yield "<pdf:Trapped>False</pdf:Trapped>"
        yield f"<xmpMM:DocumentID>uuid:{named}</xmpMM:DocumentID>"
        yield "<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>"
    yield "</rdf:Description>"


_EXTENSION = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
    'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">',
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">',
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>",
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>",
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>",
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">',
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>",
    "<pdfaProperty:category>internal</pdfaProperty:category>",
    "<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>",
    "</rdf:li></rdf:Seq></pdfaSchema:property>",
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>",
    "</rdf:Description>",
)
