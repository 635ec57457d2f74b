"""The profile's grammar: what it covers, and that all it allows is TEI."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from lxml import etree

from edition import resources
from edition.diagnostics import Findings
from edition.tei import TEI_NS, parse, t, validate
from edition.tei.explain import explain
from tests.tei.derive import Derivation

# The elements of the profile: header, structure, pages, notes, criticism, Japanese, names, standoff.
COVERED = """
titleStmt respStmt editionStmt publicationStmt availability licence sourceDesc biblStruct idno listWit witness
editorialDecl correction normalization hyphenation interpretation charDecl char mapping variantEncoding
revisionDesc change xenoData
front body back div head p epigraph cit quote q lg l list item label figure table byline signed bibl
pb cb lb fw milestone
note ref ptr noteGrp
choice sic corr orig reg supplied surplus gap unclear app lem rdg rdgGrp witDetail listApp
ruby rb rt hi g seg
persName placeName orgName date title term
standOff listAnnotation annotation
""".split()


@pytest.fixture(scope="module")
def grammar() -> etree._Element:
    return etree.fromstring(resources.schema())


@pytest.fixture(scope="module")
def tei_all(shared: Path) -> etree.RelaxNG:
    schema = shared / "schema" / "tei_all.rng"
    if not schema.is_file():
        pytest.skip("tei_all is not here")
    return etree.RelaxNG(etree.parse(schema))


def test_all_elements_of_the_profile_are_in_the_grammar(grammar: etree._Element) -> None:
    named = {element.get("name") for element in grammar.iter("{*}element")}
    assert set(COVERED) <= named


def test_every_definition_is_used(grammar: etree._Element) -> None:
    defined = {element.get("name") for element in grammar.iter("{*}define")}
    used = {element.get("name") for element in grammar.iter("{*}ref")}
    assert defined == used


def test_derived_documents_reach_every_element(grammar: etree._Element) -> None:
    reached = {
        etree.QName(element).localname
        for seed in range(60)
        for element in Derivation(grammar, seed).document("TEI").iter(etree.Element)
    }
    assert set(COVERED) <= reached


@pytest.mark.slow
def test_whatever_is_in_the_profile_is_tei(grammar: etree._Element, tei_all: etree.RelaxNG) -> None:
    own = etree.RelaxNG(grammar)
    for seed in range(60):
        document = Derivation(grammar, seed).document("TEI")
        assert own.validate(document), (seed, own.error_log.last_error)
        # Parsed again: a document that was only built has no lines to tell.
        parsed = etree.fromstring(etree.tostring(document, pretty_print=False))
        assert tei_all.validate(parsed), (seed, tei_all.error_log.last_error)


def test_real_documents_are_in_the_profile(shared: Path) -> None:
    files = sorted((shared / "corpus" / "tei").glob("*.xml"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        findings = Findings()
        validate(parse(file.read_bytes(), file.name, findings), file.name, findings)
        assert list(findings) == []


def test_what_is_explained_is_what_is_wrong(grammar: etree._Element) -> None:
    """Valid documents have no faults; one with a foreign element has a fault exactly where it was put."""
    for seed in range(40):
        document = Derivation(grammar, seed, size=120).document("TEI")
        assert explain(document) == [], seed
        inside = [e for e in document.iter(etree.Element) if e.tag != "{urn:other}data"]
        parent = random.Random(seed).choice(inside)
        etree.SubElement(parent, t("nothing"))
        assert any("no element nothing" in fault.message for fault in explain(document)), (seed, parent.tag)


def test_thousands_of_paragraphs_in_one_division_are_checked_in_proportion() -> None:
    def seconds(count: int, wrong: str = "") -> tuple[float, list[str]]:
        header = (
            "<fileDesc><titleStmt><title>x</title></titleStmt><publicationStmt><p>x</p></publicationStmt>"
        )
        header += "<sourceDesc><p>x</p></sourceDesc></fileDesc>"
        body = "<quote><p>あ</p></quote>" + "<p>あ</p>" * count + wrong
        root = etree.fromstring(
            f'<TEI xmlns="{TEI_NS}"><teiHeader>{header}</teiHeader><text><body><div>{body}</div></body></text></TEI>'
        )
        found = Findings()
        start = time.process_time()
        validate(root, "x.xml", found)
        return time.process_time() - start, [one.code for one in found]

    (once, good), (again, fine), (_, bad) = seconds(2_000), seconds(20_000), seconds(5_000, "<cell/>")
    assert (good, fine, bad) == ([], [], ["TEI-010"])
    assert again < 30 * max(once, 0.05)
