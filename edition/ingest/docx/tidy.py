"""The end of a reading: references to nothing, and what has to be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lxml import etree

from edition.diagnostics import Place
from edition.ingest.docx.inline import Seen
from edition.ingest.docx.package import Package
from edition.tei import XML_ID, t


def unlinked(text: etree._Element) -> int:
    """Take the target from references whose place is not in the text; how many those were."""
    there = {one.get(XML_ID) for one in text.iter(etree.Element)}
    lost = 0
    for one in text.iter(t("ref")):
        target = one.get("target", "")
        if target.startswith("#") and target[1:] not in there:
            del one.attrib["target"]
            lost += 1
    return lost


def tell(package: Package, seen: Seen, formats: Iterable[str], changes: Counter[str], lost: int) -> None:
    """One finding for each kind of thing that is not in the text as it was in the source."""
    where, findings = Place(package.file), package.findings
    if seen.unread:
        message = f"not read: {_counted(seen.unread)}"
        findings.warning("ING-149", message, where, "open the file in Word and see whether the text needs it")
    unknown = [*sorted(formats)]
    if unknown or seen.unknown_symbols:
        said = [f"numbers in the format {one}" for one in unknown]
        said += [
            f"{count} characters of the font {font}" for font, count in sorted(seen.unknown_symbols.items())
        ]
        message = f"written as they could be, not as Word does: {', '.join(said)}"
        findings.warning("ING-150", message, where, "look at them in the text, and emend them in a layer")
    changes = +changes
    if changes:
        message = f"changes and comments that a layer cannot say as Word does: {_counted(changes)}"
        hint = "look for them in Word; the text has the words from before the changes"
        findings.warning("ING-148", message, where, hint)
    if lost:
        message = f"{lost} cross-references lead to places that the document has not"
        findings.warning("ING-151", message, where, "their words stand in the text; link them by hand")


def _counted(what: Counter[str]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in sorted(what.items()))
