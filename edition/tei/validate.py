"""Validation: the profile's grammar first, then the rules that a grammar cannot say."""

from __future__ import annotations

from functools import cache

from lxml import etree

from edition import resources
from edition.diagnostics import Findings, Place
from edition.tei.depth import check_depth
from edition.tei.explain import explain
from edition.tei.rules import check_rules

# A document of another schema would drown everything else.
_LISTED = 50
# Children of one element: a chapter has some hundreds of paragraphs.
_MANY = 4000
_long = etree.XPath(f"boolean(descendant-or-self::*[*[{_MANY + 1}]])")


def validate(root: etree._Element, file: str, findings: Findings, *, compiled: bool = False) -> None:
    """Add a finding for every place where a document is not in the profile.

    ``file`` is named in the findings; lines are those of the parsed file, 0 for elements made since.
    ``compiled`` says that the people and witnesses of edition.toml stand in the document, so that references
    to them can be checked, and that its base text was validated before. Errors: TEI-010 against the grammar,
    and those of :mod:`edition.tei.rules` and :mod:`edition.tei.depth`.
    """
    _check_grammar(root, file, findings)
    check_rules(root, file, findings, compiled=compiled)
    if not compiled:
        check_depth(root, file, findings)


@cache
def _schema() -> etree.RelaxNG:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.RelaxNG(etree.fromstring(resources.schema(), parser))


def _check_grammar(root: etree._Element, file: str, findings: Findings) -> None:
    # libxml2 takes time in the square of the children of one element; our own reading of the grammar does not.
    long = bool(_long(root))
    schema = _schema()
    if not long and schema.validate(root):
        return
    faults = explain(root)
    for fault in faults[:_LISTED]:
        findings.error(
            "TEI-010", f"not in the TEI profile: {fault.message}", Place(file, fault.line), fault.hint
        )
    if len(faults) > _LISTED:
        more = f"not in the TEI profile: {len(faults) - _LISTED} more places"
        findings.error(
            "TEI-010", more, Place(file, faults[_LISTED].line), "mend the first ones and check again"
        )
    if not faults and not long:
        # The verdict is libxml2's; where we cannot say why, its own words have to do.
        entry = schema.error_log[0]
        findings.error(
            "TEI-010",
            f"not in the TEI profile: {entry.message}",
            Place(file, entry.line),
            "correct the markup; edition/tei/profile.rng says what may stand where",
        )
