"""How deep a document may be nested: what is laid out is walked through in steps within steps, and has an end."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.tei.names import XML_ID, line_of, local, t

#: Elements within elements, counted from the root. Texts have a dozen or two.
DEEPEST: Final = 100
#: Lists and quotations within such. The time to lay them out doubles with each, and no page has room for so many.
DEEPEST_BLOCKS: Final = 8

_TOO_DEEP = etree.XPath(f"({'/*' * (DEEPEST + 1)})[1]")
_BLOCKS = (t("list"), t("quote"))


def check_depth(root: etree._Element, file: str, findings: Findings) -> None:
    """Error TEI-015: elements, or lists and quotations, within each other more often than can be laid out."""
    found: list[etree._Element] = _TOO_DEEP(root)  # type: ignore[assignment]
    if found:
        _report(found[0], file, f"more than {DEEPEST} elements within each other", findings)
    for block in root.iter(*_BLOCKS):
        if sum(1 for _ in block.iterancestors(*_BLOCKS)) >= DEEPEST_BLOCKS:
            _report(
                block, file, f"more than {DEEPEST_BLOCKS} lists or quotations within each other", findings
            )
            break


def _report(element: etree._Element, file: str, what: str, findings: Findings) -> None:
    findings.error(
        "TEI-015",
        f"{what}: {local(element.tag)} is too deep",
        Place(file, line_of(element), id=element.get(XML_ID) or ""),
        "take out those that say nothing, or set parts of it side by side",
    )
