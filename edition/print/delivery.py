"""What a PDF is beyond its pages: which kind it is, by which profile it is printed, what it carries and says of itself."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from edition.diagnostics import Findings, Place
from edition.print import press
from edition.print.draft import MARGIN
from edition.print.folios import Number, labels
from edition.print.layout import Layout
from edition.print.variants import PLAIN, VARIANTS, Variant
from edition.render import Metadata

if TYPE_CHECKING:
    from edition.print.colour import Press
    from edition.typeset.weasy import Chapter, Composer

_HINT = (
    "name a profile for CMYK under [press] profile in edition.toml, best the one that your printer asks for"
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is asked of the PDF besides its pages.

    ``variant`` is one of VARIANTS, or None. ``profile`` is an ICC profile's bytes and ``condition`` the name of what it
    describes, as printers know it. ``moment`` is when the PDF was made, ``source`` the TEI, which PDF/A carries as
    ``source_name``.
    """

    variant: str | None = None
    profile: bytes = b""
    condition: str = ""
    moment: datetime.datetime | None = None
    source: bytes = b""
    source_name: str = "text.xml"
    #: A proof: ids and numbers of lines in the margins, and paper beside the page. It claims nothing.
    draft: bool = False

    @property
    def kind(self) -> Variant:
        """What the variant claims and needs."""
        return VARIANTS[self.variant] if self.variant and not self.draft else PLAIN


def inks(delivery: Delivery, findings: Findings) -> Press | None:
    """The press by whose inks all is drawn, for PDF/X; PRT-003 or PRT-040 where there is none."""
    if not delivery.kind.x:
        return None
    if not delivery.profile:
        message = f"{delivery.variant} needs an output intent, and no ICC profile is named"
        raise findings.fatal("PRT-003", message, Place("edition.toml"), _HINT)
    try:
        # Pillow is loaded for books that are printed with inks of a profile.
        from edition.print.colour import Press

        return Press(delivery.profile)
    except ValueError as fault:
        message = f"the file of [press] profile is {fault}"
        raise findings.fatal("PRT-040", message, Place("edition.toml"), _HINT) from None


def unlink(tree: ElementTree.Element) -> None:
    """Take all links out: PDF/X allows none on the trimmed page (ISO 15930-7, 6.17)."""
    for link in tree.iter("a"):
        target = link.attrib.pop("href", None)
        if target:
            link.set("data-to", target)


def written(
    chapters: Sequence[Chapter],
    composer: Composer,
    metadata: Metadata,
    layout: Layout,
    delivery: Delivery,
    numbers: Sequence[Number],
    separation: Press | None,
) -> bytes:
    """The bytes of the PDF."""
    from edition.typeset import weasy

    kind = delivery.kind
    identifier = f"{metadata.identifier}\n{metadata.title}"
    # PDF/X needs a date; one that nobody gave is the first that there is.
    moment = delivery.moment or (datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC) if kind.x else None)
    claims = weasy.Claims(
        metadata.title,
        tuple(person.name for person in metadata.creators),
        weasy.PRODUCER,
        metadata.identifier or identifier,
        moment,
        kind.a,
        kind.ua,
        kind.x,
    )
    _, bleed, trim = press.boxes(layout.press, layout.page)
    intent = None
    if separation is not None:
        intent = weasy.Intent(separation.data, delivery.condition or separation.name or "CMYK")
    finish = weasy.Finish(
        claims,
        trim,
        bleed,
        press.marks(layout.press, layout.page, grey=kind.a is not None),
        labels(layout, numbers),
        right_to_left=layout.writing == "vertical",
        intent=intent,
        paper_beside=MARGIN * 72 / 25.4 if delivery.draft else 0.0,
    )
    options: dict[str, Any] = {"pdf_variant": kind.renderer, "pdf_tags": True}
    if kind.version:
        options["pdf_version"] = kind.version
    if kind.a and delivery.source:
        options["attachments"] = [weasy.source_attachment(delivery.source, delivery.source_name, moment)]
    return weasy.write_pdf(
        list(chapters),
        composer,
        identifier=sha256(identifier.encode()).hexdigest()[:32].encode(),
        finish=finish,
        **options,
    )
