"""The record for the book trade: what it says is what the book says."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from edition.diagnostics import Findings
from edition.epub import Options, record
from edition.render import render
from tests.epub.conftest import MODIFIED

HEADER = """<teiHeader><fileDesc><titleStmt><title type="main">余白</title><title type="reading">ヨハク</title>
<title type="sub">紙の白さ</title><author><name>山田花子</name><name type="reading">ヤマダハナコ</name></author>
<editor role="translator">佐藤一郎</editor></titleStmt><publicationStmt><publisher>架空書房</publisher>
<date when="2026-04-01">2026-04-01</date><idno type="ISBN">urn:isbn:9784000000000</idno>
<availability><licence target="https://creativecommons.org/licenses/by/4.0/"><p>https://creativecommons.org/licenses/by/4.0/</p></licence></availability></publicationStmt>
<sourceDesc><p>作。</p></sourceDesc></fileDesc></teiHeader>"""


def said(body: str = "<p>本文。</p>", options: Options | None = None) -> dict[str, Any]:
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="ja">{HEADER}<text><body><div>{body}</div></body></text></TEI>'
    rendering = render(etree.fromstring(text), Findings(), writing="vertical")
    made = record(rendering, options or Options(), MODIFIED)
    assert made == record(rendering, options or Options(), MODIFIED)
    product = json.loads(made)["Product"]
    assert isinstance(product, dict)
    return product


def test_what_is_known_is_said() -> None:
    product = said(options=Options(series="余白叢書", series_number="2", subjects=("組版",)))
    assert product["ProductIdentifier"] == [{"ProductIDType": "15", "IDValue": "9784000000000"}]
    detail = product["DescriptiveDetail"]
    assert detail["ProductForm"] == "ED"
    (title,) = detail["TitleDetail"][0]["TitleElement"]
    assert title["TitleText"] == {"collationkey": "ヨハク", "value": "余白"}
    assert title["Subtitle"] == "紙の白さ"
    people = [(one["ContributorRole"], one["PersonName"]) for one in detail["Contributor"]]
    assert people == [(["A01"], {"collationkey": "ヤマダハナコ", "value": "山田花子"}), (["B06"], "佐藤一郎")]
    assert detail["Language"] == [{"LanguageRole": "01", "LanguageCode": "jpn"}]
    assert detail["Collection"][0]["CollectionSequence"][0]["CollectionSequenceNumber"] == "2"
    assert detail["Subject"][0]["SubjectHeadingText"] == "組版"
    link = detail["EpubLicense"]["EpubLicenseExpression"][0]["EpubLicenseExpressionLink"]
    assert link == "https://creativecommons.org/licenses/by/4.0/"
    assert product["PublishingDetail"]["Publisher"][0]["PublisherName"] == "架空書房"
    assert product["PublishingDetail"]["PublishingDate"][0]["Date"] == "20260401"


def test_accessibility_is_that_of_the_book() -> None:
    def codes(product: dict[str, Any]) -> set[str]:
        return {one["ProductFormFeatureValue"] for one in product["DescriptiveDetail"]["ProductFormFeature"]}

    plain, paged = codes(said()), codes(said('<p>本文<pb n="7"/>。</p>'))
    assert {"00", "11", "13", "29"} <= plain
    # Pages that agree with print only where pages are marked; no descriptions where there are no pictures.
    assert paged - plain == {"19"}
    assert "14" not in paged
