"""A text with a layer over it, in a few lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from lxml import etree

from edition import layers, tei
from edition.diagnostics import Findings


@dataclass(frozen=True)
class Applied:
    """``body``: the inside of the body as a string; ``codes``: of all findings; ``said``: their messages."""

    root: etree._Element
    body: str
    findings: Findings

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings.sorted()]

    @property
    def said(self) -> str:
        return "\n".join(f"{one.message} | {one.hint}" for one in self.findings.sorted())

    @property
    def lines(self) -> list[int]:
        return [finding.where.line for finding in self.findings.sorted()]


def document(body: str) -> etree._Element:
    """A TEI document with this inside of its body."""
    return etree.fromstring(
        f'<TEI xmlns="{tei.TEI_NS}"><teiHeader/><text><body>{body}</body></text></TEI>'.encode()
    )


def inside(root: etree._Element) -> str:
    """The inside of the body, without the namespace."""
    body = root.find(f".//{tei.t('body')}")
    assert body is not None
    whole = etree.tostring(body, encoding="unicode")
    return re.sub(r"^<body[^>]*>|</body>$", "", re.sub(r' xmlns(:\w+)?="[^"]*"', "", whole))


@pytest.fixture
def apply() -> Callable[..., Applied]:
    """A function: the body's inside and the annotations (YAML, below ``annotations:``) to what comes out."""

    def run(
        body: str, annotations: str, *, by: str = "ed1", witnesses: dict[str, str] | None = None
    ) -> Applied:
        findings = Findings()
        root = document(body)
        layer = layers.load(f"by: {by}\nannotations:\n{annotations}".encode(), "layers/ed1.yaml", findings)
        layers.apply(root, [layer], {"ed1", "ed2"}, findings, witnesses=witnesses)
        return Applied(root, inside(root), findings)

    return run
