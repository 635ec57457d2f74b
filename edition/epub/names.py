"""Names of the package: files, folders, media types."""

from __future__ import annotations

from typing import Final

#: Where everything of the book stands in the container.
FOLDER: Final = "EPUB"
NAVIGATION: Final = "nav.xhtml"
STYLES: Final = "style"
IMAGES: Final = "images"
#: The cover's page and picture, and the picture's id.
COVER: Final = "cover"
COVER_PICTURE: Final = "cover-image"
#: The style sheet of the book's own fonts.
FONT_STYLES: Final = "fonts.css"

#: The text in TEI, as the book carries it, and what it is to the book (DCMI: the same in another format).
TEI: Final = "text.xml"
TEI_TYPE: Final = "application/tei+xml"
TEI_REL: Final = "dcterms:hasFormat"

XHTML: Final = "application/xhtml+xml"
CSS: Final = "text/css"

#: Core media types of pictures by the ending of the name (EPUB 3.3, 3.2).
PICTURES: Final[dict[str, str]] = {
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
