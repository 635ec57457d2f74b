"""The edition's own fonts in place of the packaged ones."""

from __future__ import annotations

import pytest

from edition.diagnostics import Findings, Unusable
from edition.print import Layout, make
from edition.typeset.faces import packaged_font
from tests.print.conftest import rendering
from tests.print.test_pdf import plain


def test_a_chosen_font_sets_the_text() -> None:
    """The sans serif chosen as the text's face: no serif is in the file."""
    findings = Findings()
    gothic = packaged_font("pylopdf_fonts_jp", "NotoSansJP-Regular.otf")
    made = make(rendering("vertical", 2), Layout(), findings, fonts={"serif": gothic})
    assert not list(findings)
    names = plain(made.data)
    assert b"NotoSansJP" in names
    assert b"NotoSerifJP" not in names


def test_a_file_that_is_no_font_is_a_finding() -> None:
    """Whatever bytes: one finding, no traceback."""
    font = packaged_font("pylopdf_fonts_jp", "NotoSansJP-Regular.otf")
    for data in (b"", b"text", b"OTTO" + bytes(200), font[:1000]):
        findings = Findings()
        with pytest.raises(Unusable):
            make(rendering("vertical", 1), Layout(), findings, fonts={"serif": data})
        assert [finding.code for finding in findings] == ["PRT-004"]
