"""The package: what is in the container, what the package document says, that bytes repeat."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.epub import Certifier, Options, package
from edition.epub.metadata import identifier
from edition.render import Metadata, Writing, render
from tests.epub.conftest import ESSAY, MODIFIED, Opened, book_of, stylesheets

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Essay = Callable[[Writing], Opened]


def text() -> etree._Element:
    return etree.parse(str(ESSAY)).getroot()


def metas(opf: etree._Element, property_: str) -> list[str]:
    return [meta.text or "" for meta in opf.iter(f"{OPF}meta") if meta.get("property") == property_]


def refined(opf: etree._Element, what: str) -> dict[str, str]:
    return {
        meta.get("property", ""): meta.text or ""
        for meta in opf.iter(f"{OPF}meta")
        if meta.get("refines") == f"#{what}"
    }


def picture(**attributes: str) -> etree._Element:
    """A text with one picture."""
    names = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return etree.fromstring(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>図</title></titleStmt>'
        f"</fileDesc></teiHeader><text><body><div type='chapter'><head>図</head><figure><graphic {names}/>"
        "<figDesc>四角い箱</figDesc></figure></div></body></text></TEI>"
    )


#: A picture of one black pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001e527dee30000000049454e44ae426082"
)


def test_mimetype_is_first_and_plain(essay: Essay) -> None:
    first = essay("vertical").zip.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    # OCF 4.2.3: no extra field, so that the media type stands at a fixed place.
    assert not first.extra
    assert essay("vertical").zip.read("mimetype") == b"application/epub+zip"


def test_same_input_same_bytes() -> None:
    assert book_of(text(), "vertical") == book_of(text(), "vertical")


def test_time_of_the_files_is_that_of_the_book(essay: Essay) -> None:
    assert {info.date_time for info in essay("vertical").zip.infolist()} == {(2026, 1, 15, 12, 30, 0)}
    assert metas(essay("vertical").xml("content.opf"), "dcterms:modified") == ["2026-01-15T12:30:00Z"]


@pytest.mark.parametrize(
    ("moment", "written", "stamp"),
    [
        (datetime.datetime(2026, 1, 1), "2026-01-01T00:00:00Z", (2026, 1, 1, 0, 0, 0)),
        (
            datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=9))),
            "2025-12-31T15:00:00Z",
            (2025, 12, 31, 15, 0, 0),
        ),
        # zip cannot say an earlier date.
        (datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC), "1970-01-01T00:00:00Z", (1980, 1, 1, 0, 0, 0)),
    ],
)
def test_modified_is_utc(
    moment: datetime.datetime, written: str, stamp: tuple[int, int, int, int, int, int]
) -> None:
    rendering = render(text(), Findings(), writing="vertical")
    data = package(rendering, {}, modified=moment, findings=Findings())
    assert metas(Opened(data).xml("content.opf"), "dcterms:modified") == [written]
    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].date_time == stamp


@pytest.mark.parametrize(("writing", "direction"), [("vertical", "rtl"), ("horizontal", "ltr")])
def test_pages_turn_with_the_writing(essay: Essay, writing: Writing, direction: str) -> None:
    opf = essay(writing).xml("content.opf")
    spine = opf.find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == direction
    assert spine.get("toc") is None
    assert opf.get(XML_LANG) == "ja"
    mode = {meta.get("name"): meta.get("content") for meta in opf.iter(f"{OPF}meta")}["primary-writing-mode"]
    assert mode == {"vertical": "vertical-rl", "horizontal": "horizontal-lr"}[writing]


def test_spine_is_the_order_of_reading(essay: Essay) -> None:
    opf = essay("vertical").xml("content.opf")
    assert [item.get("idref") for item in opf.iter(f"{OPF}itemref")] == [
        "cover",
        "titlepage",
        "nav",
        "front-1",
        "part-1",
        "chapter-1",
        "chapter-2",
        "back-1",
        "sigla",
        "emendations",
        "variants",
        "colophon",
    ]


def test_metadata(essay: Essay) -> None:
    opf = essay("vertical").xml("content.opf")
    said = {etree.QName(one).localname: one.text for one in opf.iter(f"{DC}*")}
    assert said["identifier"] == "urn:uuid:3f0c1f6e-6d2b-4a54-9a57-0d2b6f1f0001"
    assert opf.get("unique-identifier") == next(opf.iter(f"{DC}identifier")).get("id")
    assert said["language"] == "ja"
    assert said["date"] == "2026-01-15"
    assert said["rights"] == "CC0 1.0"
    assert said["source"] == "『余白』初版"
    assert [one.text for one in opf.iter(f"{DC}title")] == ["版面の余白", "組版についての短い本"]
    assert refined(opf, "title") == {"title-type": "main", "file-as": "はんめんのよはく"}
    assert refined(opf, "creator-1") == {"role": "aut", "file-as": "いんなん さつこ"}
    assert refined(opf, "contributor-1") == {"role": "trl", "file-as": "はんぎ やくお"}
    assert refined(opf, "contributor-2") == {"role": "edt"}


def test_accessibility_metadata_says_what_is_there(essay: Essay) -> None:
    opf = essay("vertical").xml("content.opf")
    assert metas(opf, "schema:accessMode") == ["textual"]
    assert metas(opf, "schema:accessModeSufficient") == ["textual"]
    assert metas(opf, "schema:accessibilityHazard") == ["none"]
    features = metas(opf, "schema:accessibilityFeature")
    assert {"tableOfContents", "pageNavigation", "pageBreakMarkers", "rubyAnnotations"} <= set(features)
    assert "alternativeText" not in features
    assert metas(opf, "pageBreakSource") == ["『余白』初版"]
    assert "底本の頁" in metas(opf, "schema:accessibilitySummary")[0]
    # Conformance is for a person to certify.
    assert metas(opf, "dcterms:conformsTo") == []


def test_accessibility_metadata_of_a_book_without_pages_and_ruby() -> None:
    root = picture(url="box.png")
    opf = Opened(book_of(root, "horizontal", images={"box.png": PNG})).xml("content.opf")
    features = metas(opf, "schema:accessibilityFeature")
    assert "alternativeText" in features
    assert not {"pageNavigation", "pageBreakMarkers", "rubyAnnotations"} & set(features)
    assert metas(opf, "schema:accessMode") == ["textual", "visual"]
    assert metas(opf, "pageBreakSource") == []


def test_pictures_are_packed_once_and_shown() -> None:
    book = Opened(book_of(picture(url="images/box.png"), "vertical", images={"images/box.png": PNG}))
    assert book.zip.read("EPUB/images/images/box.png") == PNG
    image = next(book.xml("chapter-1.xhtml").iter(f"{XHTML}img"))
    assert (image.get("src"), image.get("alt")) == ("images/images/box.png", "四角い箱")


def test_a_character_that_is_a_picture_is_packed_and_described() -> None:
    root = picture(url="box.png")
    header = root.find("{*}teiHeader")
    char = '<char xml:id="x"><desc>木偏に活</desc><figure><graphic url="x.png"/></figure></char>'
    declared = f'<encodingDesc xmlns="{root.nsmap[None]}"><charDecl>{char}</charDecl></encodingDesc>'
    header.append(etree.fromstring(declared))
    division = root.find(".//{*}div")
    division.append(etree.fromstring(f'<p xmlns="{root.nsmap[None]}">前<g ref="#x"/>後</p>'))
    book = Opened(book_of(root, "vertical", images={"box.png": PNG, "x.png": PNG}))
    assert book.zip.read("EPUB/images/x.png") == PNG
    (image,) = book.xml("chapter-1.xhtml").iterfind(".//{*}span/{*}img")
    assert (image.get("src"), image.get("alt")) == ("images/x.png", "木偏に活")


@pytest.mark.parametrize(
    ("url", "images", "code"),
    [
        ("box.png", {}, "EPB-001"),
        ("box.tif", {"box.tif": b"II*\0"}, "EPB-002"),
        ("box.png", {"box.png": b"\xff\xd8\xff"}, "EPB-004"),
        ("box.svg", {"box.svg": b"<svg"}, "EPB-004"),
        ("box.svg", {"box.svg": b"<html/>"}, "EPB-004"),
    ],
)
def test_picture_that_cannot_be_shown(url: str, images: dict[str, bytes], code: str) -> None:
    findings = Findings()
    book = Opened(book_of(picture(url=url), "vertical", findings, images))
    assert [(finding.code, finding.severity) for finding in findings] == [(code, "error")]
    assert next(book.xml("chapter-1.xhtml").iter(f"{XHTML}img"), None) is None


def test_a_book_without_identifier_has_always_the_same() -> None:
    first, second = Metadata(title="甲"), Metadata(title="乙")
    assert identifier(first) == identifier(Metadata(title="甲"))
    assert identifier(first) != identifier(second)
    assert identifier(first).startswith("urn:uuid:")


def test_style_sheets_stand_in_the_order_of_the_cascade() -> None:
    sheets = {**stylesheets("vertical"), "style.css": "p { color: black }"}
    rendering = render(text(), Findings(), writing="vertical")
    book = Opened(package(rendering, sheets, modified=MODIFIED, findings=Findings()))
    links = [link.get("href") for link in book.xml("chapter-1.xhtml").iter(f"{XHTML}link")]
    names = ["text.css", "epub.css", "epub-vertical.css", "style.css"]
    assert links == [f"style/{name}" for name in names]
    assert book.text("style/style.css") == "p { color: black }"


CERTIFIER = Certifier("検査の会", "検査員", "https://example.org/report")


def certified(root: etree._Element, findings: Findings) -> etree._Element:
    data = package(
        render(root, Findings(), writing="vertical"),
        {},
        modified=MODIFIED,
        findings=findings,
        images={"box.png": PNG},
        options=Options(certifier=CERTIFIER),
    )
    return Opened(data).xml("content.opf")


def test_a_certified_book_says_by_whom() -> None:
    opf = certified(picture(url="box.png"), findings := Findings())
    assert list(findings) == []
    assert metas(opf, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    assert metas(opf, "a11y:certifiedBy") == ["検査の会"]
    assert refined(opf, "certifier") == {"a11y:certifierCredential": "検査員"}
    (link,) = opf.iter(f"{OPF}link")
    assert dict(link.attrib) == {
        "refines": "#certifier",
        "rel": "a11y:certifierReport",
        "href": "https://example.org/report",
    }


def test_a_picture_that_is_decoration_needs_no_description() -> None:
    root = picture(url="box.png")
    next(root.iter("{*}figDesc")).text = None
    opf = certified(root, findings := Findings())
    assert list(findings) == []
    assert metas(opf, "schema:accessModeSufficient") == ["textual"]
    assert "alternativeText" not in metas(opf, "schema:accessibilityFeature")
    assert metas(opf, "a11y:certifiedBy") == ["検査の会"]


def test_nobody_certifies_a_picture_without_description() -> None:
    root = picture(url="box.png")
    for description in list(root.iter("{*}figDesc")):
        etree.strip_elements(root, description.tag, with_tail=False)
    opf = certified(root, findings := Findings())
    assert [finding.code for finding in findings] == ["EPB-003"]
    assert metas(opf, "dcterms:conformsTo") == metas(opf, "a11y:certifiedBy") == []
    assert metas(opf, "schema:accessModeSufficient") == ["textual,visual"]


def described(head: str, **options: object) -> etree._Element:
    root = etree.fromstring(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>{head}</fileDesc></teiHeader>'
        "<text><body><p>字。</p></body></text></TEI>"
    )
    rendering = render(root, findings := Findings(), writing="vertical")
    data = package(rendering, {}, modified=MODIFIED, findings=findings, options=Options(**options))  # type: ignore[arg-type]
    return Opened(data).xml("content.opf")


def test_series_and_subjects() -> None:
    opf = described("", series="余白叢書", series_number="2.1", subjects=("組版", "歴史"))
    assert metas(opf, "belongs-to-collection") == ["余白叢書"]
    assert refined(opf, "series") == {"collection-type": "series", "group-position": "2.1"}
    assert [one.text for one in opf.iter(f"{DC}subject")] == ["組版", "歴史"]
    assert metas(described(""), "belongs-to-collection") == []


@pytest.mark.parametrize(
    ("number", "code"), [("urn:isbn:978-4-00-000000-0", "15"), ("urn:isbn:400000000X", "02")]
)
def test_an_isbn_is_named_as_one(number: str, code: str) -> None:
    opf = described(f"<publicationStmt><idno>{number}</idno></publicationStmt>")
    assert refined(opf, "id") == {"identifier-type": code}


@pytest.mark.parametrize(
    ("date", "said"), [("2026-04-01", ["2026-04-01"]), ("1890", ["1890"]), ("明治二十三年", [])]
)
def test_a_date_is_said_where_it_can_be(date: str, said: list[str]) -> None:
    opf = described(f"<publicationStmt><date>{date}</date></publicationStmt>")
    assert [one.text for one in opf.iter(f"{DC}date")] == said


def test_a_drawing_is_packed() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    book = Opened(book_of(picture(url="box.svg"), "vertical", images={"box.svg": svg}))
    assert book.zip.read("EPUB/images/box.svg") == svg


def test_a_note_that_is_called_again_leads_back_to_each_call(make_book: Callable[..., bytes]) -> None:
    body = (
        '<p>甲<ref type="noteref" target="#n1" xml:id="a">（1）</ref><note xml:id="n1" type="author" place="foot" n="1">'
        '<label>（1）</label>注。</note>。</p><p>乙<ref type="noteref" target="#n1" xml:id="b">（1）</ref>。</p>'
    )
    other = '<div type="chapter"><p>丙<ref type="noteref" target="#n1" xml:id="c">（1）</ref>。</p></div>'
    text = f'<text><body><div type="chapter">{body}</div>{other}</body></text>'
    root = etree.fromstring(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{text}</TEI>')
    book = Opened(make_book(root, "vertical", Findings()))
    pages = {name: book.xml(name.removeprefix("EPUB/")) for name in book.names if name.endswith(".xhtml")}
    first, second = (name for name in pages if "chapter" in name)
    note = next(one for one in pages[first].iter("{*}aside") if one.get("id") == "n1")
    back = [("".join(map(str, link.itertext())), link.get("href")) for link in note.iter("{*}a")]
    assert back == [("（1）", "#a"), ("→2", "#b"), ("→3", f"{second.removeprefix('EPUB/')}#c")]
    assert all(link.get("role") == "doc-backlink" for link in note.iter("{*}a"))
