"""Validation: the profile's grammar first, then the rules that a grammar cannot say."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from edition import resources
from edition.diagnostics import Findings, Place
from edition.tei.rules import check_rules

# What libxml2 says after the first error in a place only repeats it in other words.
_ECHOES = re.compile(r"has extra content|Expecting (an )?element|failed to validate|Invalid sequence")
_LISTED = 50


def validate(root: etree._Element, file: str, findings: Findings, *, compiled: bool = False) -> None:
    """Add a finding for every place where a document is not in the profile.

    ``file`` is named in the findings; lines are those of the parsed file, 0 for elements made since.
    ``compiled`` says that the people and witnesses of edition.toml stand in the document, so that references
    to them can be checked, and that its base text was validated before. Errors: TEI-010 against the grammar,
    and those of :mod:`edition.tei.rules`.
    """
    _check_grammar(root, file, findings)
    check_rules(root, file, findings, compiled=compiled)


@cache
def _schema() -> etree.RelaxNG:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.RelaxNG(etree.fromstring(resources.schema(), parser))


def _check_grammar(root: etree._Element, file: str, findings: Findings) -> None:
    schema = _schema()
    if schema.validate(root):
        return
    said: set[tuple[int, str]] = set()
    lines: set[int] = set()
    errors = [(entry.line, entry.message.replace("\n", " ")) for entry in schema.error_log]
    telling = [error for error in errors if not _ECHOES.search(error[1])] or errors
    for line, message in sorted(telling, key=lambda error: error[0]):
        # One finding a line; where lines are unknown, one for each message.
        if (line, message) in said or (line and line in lines) or len(said) >= _LISTED:
            continue
        said.add((line, message))
        lines.add(line)
        findings.error(
            "TEI-010",
            f"not in the TEI profile: {message}",
            Place(file, line),
            "correct the markup; edition/tei/profile.rng says what may stand where",
        )
