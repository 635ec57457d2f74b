"""edition.toml into the TEI header, and out of it again by the room that renders."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from lxml import etree

from edition.project import header
from edition.project.config import Edition, Person, Witness
from edition.render.header import metadata
from edition.tei import TEI_NS, t

MINIMAL = (
    "<fileDesc><titleStmt><title>元の題</title><author>元の著者</author></titleStmt>"
    "<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>y</p></sourceDesc></fileDesc>"
)


def document(inner: str = MINIMAL) -> etree._Element:
    return etree.fromstring(
        f'<TEI xmlns="{TEI_NS}"><teiHeader>{inner}</teiHeader><text><body/></text></TEI>'.encode()
    )


def edition(**values: object) -> Edition:
    return Edition(Path("slug"), "slug", **values)  # type: ignore[arg-type]


def test_everything_that_is_said_comes_back() -> None:
    root = document()
    header.write(
        root,
        edition(
            title="新題",
            title_reading="しんだい",
            creator="著者",
            creator_reading="ちょしゃ",
            language="ja",
            identifier="urn:isbn:9784000000000",
            publisher="書肆",
            rights="https://creativecommons.org/licenses/by/4.0/",
            date=datetime.date(2026, 4, 1),
            people=(Person("ed1", "editor", "花子", "はなこ"), Person("tr1", "訳者", "太郎")),
        ),
    )
    found = metadata(root)
    assert (found.title, found.title_reading) == ("新題", "しんだい")
    assert [(one.name, one.reading, one.relator) for one in found.creators] == [("著者", "ちょしゃ", "aut")]
    assert [(one.name, one.reading, one.relator, one.id) for one in found.contributors] == [
        ("花子", "はなこ", "edt", "ed1"),
        ("太郎", "", "trl", "tr1"),
    ]
    assert (found.publisher, found.language, found.date) == ("書肆", "ja", "2026-04-01")
    assert found.identifier == "urn:isbn:9784000000000"
    assert found.rights == "https://creativecommons.org/licenses/by/4.0/"
    (idno,) = root.iter(t("idno"))
    assert idno.get("type") == "ISBN"


def test_what_is_not_said_stays_as_the_text_has_it() -> None:
    root = document()
    header.write(root, edition())
    found = metadata(root)
    assert (found.title, [one.name for one in found.creators]) == ("元の題", ["元の著者"])


def test_an_author_among_the_people_stands_once() -> None:
    root = document()
    header.write(root, edition(creator="著者", people=(Person("au1", "author", "著者", "ちょしゃ"),)))
    found = metadata(root)
    assert [(one.name, one.reading) for one in found.creators] == [("著者", "ちょしゃ")]
    assert found.contributors == ()
    assert root.xpath("//*[@xml:id='au1']")


@pytest.mark.parametrize("inner", ["", "<fileDesc/>", "<fileDesc><titleStmt/></fileDesc>"])
def test_a_header_that_lacks_everything_is_completed(inner: str) -> None:
    root = document(inner)
    header.write(root, edition(title="題"))
    order = [etree.QName(one).localname for one in root[0][0]]
    assert order == ["titleStmt", "publicationStmt", "sourceDesc"]
    assert metadata(root).title == "題"


def test_no_header_at_all() -> None:
    root = etree.fromstring(f'<TEI xmlns="{TEI_NS}"><text><body/></text></TEI>')
    header.write(root, edition())
    assert metadata(root).title == "slug"


def test_a_structured_publication_keeps_its_parts() -> None:
    root = document(
        "<fileDesc><titleStmt><title>題</title></titleStmt><publicationStmt><publisher>元</publisher>"
        "<date when='1900'>1900</date><idno>x1</idno><availability><p>自由</p></availability>"
        "</publicationStmt>"
        "<sourceDesc><p>y</p></sourceDesc></fileDesc>"
    )
    header.write(root, edition(identifier="urn:uuid:1"))
    found = metadata(root)
    assert (found.publisher, found.date, found.rights, found.identifier) == (
        "元",
        "1900",
        "自由",
        "urn:uuid:1",
    )
    assert [one.text for one in root.iter(t("idno"))] == ["urn:uuid:1", "x1"]


def test_witnesses() -> None:
    root = document()
    header.write(root, edition(witnesses=(Witness("甲", "wit-甲", "初版"), Witness("乙", "wit-乙", "再版"))))
    listed = root.findall(f".//{t('listWit')}/{t('witness')}")
    assert [(one.get("n"), one.text) for one in listed] == [("甲", "初版"), ("乙", "再版")]


def test_written_twice_is_written_once() -> None:
    once = document()
    people = (Person("ed1", "editor", "花子"),)
    values = {"title": "題", "creator": "著者", "people": people, "rights": "CC0"}
    header.write(once, edition(**values))
    first = etree.tostring(once)
    header.write(once, edition(**values))
    assert etree.tostring(once) == first


def test_variants_are_declared_where_there_are_any() -> None:
    root = document()
    header.declare_variants(root)
    assert root.find(f".//{t('variantEncoding')}") is None
    root[-1][0].append(etree.Element(t("app")))
    header.declare_variants(root)
    header.declare_variants(root)
    assert len(root.findall(f".//{t('variantEncoding')}")) == 1
