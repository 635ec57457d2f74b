"""Makes e-books for tests: archives of the documents that are given, EPUB 3 or EPUB 2."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da63680000008200817d8b2c8c"
    "0000000049454e44ae426082"
)


def document(body: str, title: str = "", attributes: str = "", head: str = "") -> str:
    """An XHTML document of EPUB 3."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="ja">\n'
        f"<head><title>{title}</title>{head}</head>\n<body {attributes}>\n{body}\n</body>\n</html>"
    )


def nav(contents: str, pages: str = "", landmarks: str = "") -> str:
    """A navigation document; ``contents`` is the ``ol`` of the contents, the others are items."""
    made = f'<nav epub:type="toc"><h1>目次</h1>{contents}</nav>'
    if pages:
        made += f'<nav epub:type="page-list"><ol>{pages}</ol></nav>'
    if landmarks:
        made += f'<nav epub:type="landmarks"><ol>{landmarks}</ol></nav>'
    return document(made, "目次")


def ncx(points: str, pages: str = "") -> str:
    """An NCX of EPUB 2."""
    return (
        '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" '
        '"http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/><docTitle><text>本</text></docTitle>'
        f"<navMap>{points}</navMap>{f'<pageList>{pages}</pageList>' if pages else ''}</ncx>"
    )


def point(label: str, src: str, inner: str = "") -> str:
    """An entry of an NCX."""
    return (
        f'<navPoint id="x"><navLabel><text>{label}</text></navLabel><content src="{src}"/>{inner}</navPoint>'
    )


def book(
    documents: Mapping[str, str],
    *,
    spine: Sequence[str] = (),
    contents: str = "",
    metadata: str = "<dc:title>余白</dc:title><dc:language>ja</dc:language>",
    files: Mapping[str, bytes | str] | None = None,
    css: str = "",
    direction: str = "",
    version: str = "3.0",
    items: str = "",
    guide: str = "",
) -> bytes:
    """An EPUB. ``documents`` are XHTML by name; ``nav.xhtml`` and ``toc.ncx`` among ``files`` are taken as such."""
    files = dict(files or {})
    if contents:
        files["nav.xhtml"] = nav(contents)
    if css:
        files["style.css"] = css
    rows = [
        f'<item id="d{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(documents)
    ]
    for n, name in enumerate(files):
        kind = {
            "css": "text/css",
            "ncx": "application/x-dtbncx+xml",
            "png": "image/png",
            "svg": "image/svg+xml",
        }.get(name.rpartition(".")[2], "application/xhtml+xml")
        more = ' properties="nav"' if name == "nav.xhtml" else ""
        rows.append(f'<item id="f{n}" href="{name}" media-type="{kind}"{more}/>')
    ids = {name: f"d{n}" for n, name in enumerate(documents)} | {
        name: f"f{n}" for n, name in enumerate(files)
    }
    refs = "".join(f'<itemref idref="{ids[name]}"/>' for name in spine or documents)
    toc = f' toc="{ids["toc.ncx"]}"' if "toc.ncx" in ids else ""
    turn = f' page-progression-direction="{direction}"' if direction else ""
    package = (
        f'<?xml version="1.0" encoding="UTF-8"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:opf="http://www.idpf.org/2007/opf"><dc:identifier id="id">urn:uuid:1</dc:identifier>'
        f"{metadata}</metadata><manifest>{''.join(rows)}{items}</manifest><spine{toc}{turn}>{refs}</spine>{guide}</package>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/book.opf", package)
        for name, data in {**documents, **files}.items():
            archive.writestr(f"OPS/{name}", data)
    return stream.getvalue()
