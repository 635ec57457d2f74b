"""The last touch on a PDF: its boxes, marks, page labels, how it opens, what it says of itself, its output intent."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydyf
import weasyprint

from edition.typeset.weasy.xmp import Claims, packet

#: What made the pages; no version of ours, so that a new one that changes nothing else changes nothing at all.
PRODUCER = f"WeasyPrint {weasyprint.__version__}"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Intent:
    """An output intent (ISO 32000-1, 14.11.5): a profile for CMYK, and the name of the condition that it describes."""

    profile: bytes
    condition: str
    info: str = ""


@dataclass(frozen=True, slots=True)
class Finish:
    """All that a PDF has beyond what is on its pages.

    ``trim`` and ``bleed`` are boxes in points, the sheet being the page as it was laid out; ``marks`` operators of a
    content stream; ``labels`` (index of the page, style, first number).
    """

    claims: Claims
    trim: Box
    bleed: Box
    marks: Sequence[str] = ()
    labels: Sequence[tuple[int, str, int]] = ()
    right_to_left: bool = False
    intent: Intent | None = None
    #: Paper to the right of the page, points.
    paper_beside: float = 0.0

    def __call__(self, pdf: Any) -> None:
        """Change a pydyf PDF whose pages are drawn."""
        self._pages(pdf)
        self._labels(pdf)
        self._opening(pdf)
        self._about(pdf)
        if "AF" in pdf.catalog:
            # WeasyPrint names what is attached twice, by its name and by its object.
            pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
        if self.intent is not None:
            _intend(pdf, self.intent)

    def _pages(self, pdf: Any) -> None:
        marks = "\n".join(self.marks).encode()
        for number in pdf.pages["Kids"][::3]:
            page = pdf.objects[number]
            page["TrimBox"], page["BleedBox"] = pydyf.Array(self.trim), pydyf.Array(self.bleed)
            if self.paper_beside:
                self._widen(pdf, page)
            if marks:
                content = pdf.objects[int(page["Contents"].split()[0])]
                # What was drawn before has its own coordinates, from the upper left corner.
                content.stream = [b"q", *content.stream, b"Q", marks]

    def _widen(self, pdf: Any, page: Any) -> None:
        """More paper to the right; a line says where the page ends."""
        left, bottom, right, top = page["MediaBox"]
        page["MediaBox"] = pydyf.Array((left, bottom, right + self.paper_beside, top))
        content = pdf.objects[int(page["Contents"].split()[0])]
        edge = f"q 0.5 G 0.25 w [2 2] 0 d {right:.3f} {bottom:.3f} m {right:.3f} {top:.3f} l S Q"
        content.stream = [b"q", *content.stream, b"Q", f"/Artifact <</Type /Page>> BDC {edge} EMC".encode()]

    def _labels(self, pdf: Any) -> None:
        if self.labels:
            ranges = pydyf.Array()
            for index, style, start in self.labels:
                ranges += [index, pydyf.Dictionary({"S": f"/{style}", "St": start})]
            pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": ranges})

    def _opening(self, pdf: Any) -> None:
        """Two pages side by side as in the book, its title shown, its bookmarks open."""
        preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
        preferences["DisplayDocTitle"] = "true"
        if self.right_to_left:
            preferences["Direction"] = "/R2L"
        pdf.catalog["PageLayout"] = "/TwoPageRight"
        if "Outlines" in pdf.catalog:
            pdf.catalog["PageMode"] = "/UseOutlines"

    def _about(self, pdf: Any) -> None:
        claims = self.claims
        if claims.moment is not None:
            when = claims.moment.astimezone(datetime.UTC).strftime("D:%Y%m%d%H%M%SZ")
            pdf.info["CreationDate"] = pdf.info["ModDate"] = pydyf.String(when)
        if claims.x:
            pdf.info["Trapped"] = "/False"
        old = pdf.catalog.get("Metadata")
        if old is not None:
            stream = pdf.objects[int(old.split()[0])]
            stream.stream = [packet(claims)]
            return
        stream = pydyf.Stream([packet(claims)], {"Type": "/Metadata", "Subtype": "/XML"})
        pdf.add_object(stream)
        pdf.catalog["Metadata"] = stream.reference


def _intend(pdf: Any, intent: Intent) -> None:
    profile = pydyf.Stream([intent.profile], pydyf.Dictionary({"N": 4}), compress=True)
    pdf.add_object(profile)
    entry = pydyf.Dictionary({"Type": "/OutputIntent", "S": "/GTS_PDFX"})
    entry["OutputConditionIdentifier"] = pydyf.String(intent.condition)
    entry["Info"] = pydyf.String(intent.info or intent.condition)
    entry["DestOutputProfile"] = profile.reference
    pdf.catalog["OutputIntents"] = pydyf.Array([entry])


def source_attachment(data: bytes, name: str, moment: datetime.datetime | None) -> weasyprint.Attachment:
    """What a PDF was made from, to be carried in it (ISO 19005-3, 6.8): TEI."""
    when = moment or datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
    return weasyprint.Attachment(
        string=data, name=name, description="TEI", created=when, modified=when, relationship="Source"
    )
