"""The profile's grammar and the rules a grammar cannot say."""

from __future__ import annotations

from lxml import etree

from edition.diagnostics import Findings


def validate(root: etree._Element, file: str, findings: Findings) -> None:
    """Placeholder until profile.rng is in place (same session)."""
