"""What an edition tells of its making: principles, sigla, emendations, normalised forms, layers, lemmas."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.render import Document, Rendering, render
from edition.render.apparatus import CLASSES, Apparatus, layer_of
from edition.render.xhtml import h

HEADER = """<teiHeader><fileDesc><titleStmt><title>例</title><respStmt><resp>editor</resp><name xml:id="ed1">花子</name>
</respStmt></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><listWit>
<witness xml:id="w1" n="甲">甲本</witness><witness xml:id="w2" n="乙">乙本</witness></listWit></sourceDesc></fileDesc>
<encodingDesc><editorialDecl><p>底本に従う。</p><correction><p>誤りは改めた。</p></correction></editorialDecl></encodingDesc>
<revisionDesc><change who="#ed1"><ref target="#e1">e1</ref> 丙本により改める</change></revisionDesc></teiHeader>"""
BODY = """<div type="chapter" xml:id="c1"><head xml:id="h1">一</head>
<p xml:id="p1">あ<choice xml:id="e1"><sic>甲</sic><corr resp="#ed1">乙</corr></choice>い<choice xml:id="n1"><orig>舊</orig>
<reg resp="#ed1">旧</reg></choice>う<choice><orig>｢</orig><reg type="width">「</reg></choice></p>
<p xml:id="p2"><app xml:id="v1"><lem>{lemma}</lem><rdg wit="#w1" type="{kind}">丁</rdg></app></p></div>"""


def rendered(lemma: str = "丙", kind: str = "words", **options: Any) -> Rendering:
    findings = Findings()
    body = BODY.format(lemma=lemma, kind=kind)
    root = etree.fromstring(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{body}</body></text></TEI>'
    )
    made = render(root, findings, writing="vertical", apparatus=Apparatus(**options))
    assert list(findings) == []
    return made


def document(rendering: Rendering, name: str) -> Document | None:
    return next((one for one in rendering.documents if one.type == name), None)


def words(rendering: Rendering, name: str) -> list[str]:
    """The headings, paragraphs and terms of a document."""
    found = document(rendering, name)
    assert found is not None
    return [
        "".join(map(str, one.itertext())) for one in found.section.iter(h("h1"), h("h2"), h("p"), h("dt"))
    ]


def test_principles_and_sigla_stand_before_or_after_the_text() -> None:
    kinds = [one.type for one in rendered().documents]
    assert kinds == ["titlepage", "chapter", "principles", "sigla", "emendations", "variants", "colophon"]
    front = rendered(principles="front", sigla="front")
    assert [one.type for one in front.documents][:4] == ["titlepage", "principles", "sigla", "chapter"]
    assert [one.title for one in front.toc][:3] == ["凡例", "諸本一覧", "一"]
    none = rendered(principles="none", sigla="none")
    assert not {"principles", "sigla"} & {one.type for one in none.documents}
    assert "#siglum-w1" not in {a.get("href") for one in none.documents for a in one.section.iter(h("a"))}


def test_what_they_say() -> None:
    made = rendered()
    assert words(made, "principles") == ["凡例", "底本に従う。", "校訂", "誤りは改めた。"]
    assert words(made, "sigla") == ["諸本一覧", "甲", "甲本", "乙", "乙本"]


def test_emendations_and_the_forms_that_a_person_decided() -> None:
    assert words(rendered(), "emendations") == [
        "校訂一覧",
        "校訂",
        "第一段\u3000「乙」\u3000底本「甲」（花子）",
        "表記の統一",
        "第一段\u3000「旧」\u3000底本「舊」（花子）",
    ]


def test_forms_of_rules_and_reasons_where_they_are_asked_for() -> None:
    told = words(rendered(normalizations="all", reasons=True), "emendations")
    assert told[2] == "第一段\u3000「乙」\u3000底本「甲」（花子\u3000丙本により改める）"
    assert told[-1] == "第一段\u3000「「」\u3000底本「｢」（width）"
    assert words(rendered(normalizations="none"), "emendations")[1:] == [
        "第一段\u3000「乙」\u3000底本「甲」（花子）"
    ]
    assert document(rendered(normalizations="none", emendations=False), "emendations") is None


def test_a_text_that_has_no_entry_does_not_lead_to_one() -> None:
    made = rendered(normalizations="none", emendations=False, place="none")
    chapter = document(made, "chapter")
    assert chapter is not None
    assert list(chapter.section.iter(h("a"))) == []
    assert document(made, "variants") is None


@pytest.mark.parametrize(
    ("lemma", "options", "shown"),
    [
        ("甲乙丙丁戊己庚辛壬癸子丑", {}, "甲乙丙丁戊己庚辛壬癸子丑"),
        ("甲乙丙丁戊己庚辛壬癸子丑寅", {}, "甲乙丙～子丑寅"),
        ("甲乙丙丁戊己", {"shorten": 4, "ends": 2}, "甲乙～戊己"),
        ("甲乙丙丁戊己庚辛壬癸子丑寅", {"shorten": 0}, "甲乙丙丁戊己庚辛壬癸子丑寅"),
        # A character and what selects its form are one.
        ("葛\U000e0101乙丙丁葛\U000e0101", {"shorten": 4, "ends": 1}, "葛\U000e0101～葛\U000e0101"),
    ],
)
def test_long_lemmas_are_shown_by_their_ends(lemma: str, options: Any, shown: str) -> None:
    assert words(rendered(lemma, **options), "variants")[1] == f"第二段\u3000{shown}］\u3000丁 甲"


def test_positive_entries_name_who_agrees() -> None:
    assert words(rendered(positive=True), "variants")[1] == "第二段\u3000丙］ 乙\u3000丁 甲"
    assert words(rendered(separator="："), "variants")[1] == "第二段\u3000丙：\u3000丁 甲"


@pytest.mark.parametrize("layer", list(CLASSES))
def test_each_class_has_its_layer_and_each_layer_its_place(layer: str) -> None:
    for kind in CLASSES[layer]:
        assert layer_of("", kind) == layer_of(kind, "") == layer
        assert document(rendered(kind=kind, layers={layer: "none"}), "variants") is None
        assert document(rendered(kind=kind, layers={layer: "book"}, place="none"), "variants") is not None


def test_other_words_are_layers_of_their_own() -> None:
    assert layer_of("異国本", "words") == "異国本"
    assert layer_of("", "") == "variants"
    found = document(rendered(kind="異国本"), "variants")
    assert found is not None
    assert [one.get("class") for one in found.section.iter(h("li"))] == ["entry 異国本"]
