"""Rules of normalisation: what each finds and what it leaves, the source's form kept, the ledger whole."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.ingest import ingest
from edition.ingest.normalize import RULES, normalize
from edition.tei import parse, serialize, t, validate
from edition.tei.reading import text_of

CASES = {
    "ligatures": [("oﬃce ﬁne", "office fine"), ("office", "office")],
    "brackets": [
        ("｢活字｣の箱", "「活字」の箱"),
        ("活字(鉛)の箱", "活字（鉛）の箱"),
        ("注(12)と(a)と(Smith 1962)", "注(12)と(a)と(Smith 1962)"),
        ("(活字(12)の箱)", "（活字(12)の箱）"),
        ("(活字の箱", "(活字の箱"),
    ],
    "middle-dots": [("ジョン･スミス", "ジョン・スミス")],
    "stops": [("並ぶ｡拾い､並べる", "並ぶ。拾い、並べる")],
    "katakana": [("ｶﾞﾗｽとﾊﾟﾝｰ", "ガラスとパンー"), ("カナ", "カナ")],
    "wave-dash": [("三～五", "三〜五"), ("3~5人", "3〜5人"), ("http://a/~b", "http://a/~b")],
    "dashes": [
        ("鉛——活字", "鉛――活字"),
        ("鉛─活字", "鉛―活字"),
        ("訳注－活字", "訳注―活字"),
        ("三－五頁", "三－五頁"),
        ("１－３", "１－３"),
        ("スキー", "スキー"),
    ],
    "digits": [
        ("１９６２年", "1962年"),
        ("１，０００人", "1,000人"),
        ("1９６2年", "1962年"),
        ("５回", "５回"),
        ("Ｂ５２", "Ｂ５２"),
    ],
    "spaces": [
        ("4月 14日", "4月14日"),
        ("第 4条", "第4条"),
        ("1,000 人", "1,000人"),
        ("1 活字の箱", "1 活字の箱"),
        ("（１） 活字 2箱", "（１） 活字2箱"),
        ("活字 JIS 4051", "活字 JIS 4051"),
    ],
}


def _text(inner: str) -> etree._Element:
    return etree.fromstring(f'<text xmlns="http://www.tei-c.org/ns/1.0"><body>{inner}</body></text>')


def _body(root: etree._Element) -> etree._Element:
    found = root.find(t("text"))
    assert found is not None
    return found


def _paragraph(text: etree._Element) -> etree._Element:
    found = text.find(f".//{t('p')}")
    assert found is not None
    return found


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_what_it_names_and_nothing_else(rule: str) -> None:
    for source, meant in CASES[rule]:
        text = _text(f"<p>{source}</p>")
        normalize(text, [rule])
        paragraph = _paragraph(text)
        assert text_of(paragraph, "edition") == meant, source
        assert text_of(paragraph, "source") == source
        assert {reg.get("type") for reg in paragraph.iter(t("reg"))} <= {rule}
        if source == meant:
            assert not len(paragraph)


def test_no_rule_is_followed_unasked() -> None:
    source = "".join(f"<p>{source}</p>" for cases in CASES.values() for source, _ in cases)
    text = _text(source)
    normalize(text, [])
    assert next(text.iter(t("choice")), None) is None


def test_words_are_seen_as_a_whole_but_marks_of_notes_and_other_scripts_are_not_seen() -> None:
    text = _text(
        '<p>4<hi rend="emphasis">月</hi> 14日<ref type="noteref" target="#n">(注)</ref>'
        '<foreign xml:lang="zh">｢字｣</foreign><note xml:id="n" place="foot"><label>(注)</label>｢注｣</note></p>'
    )
    normalize(text, RULES)
    paragraph = _paragraph(text)
    assert text_of(paragraph, "edition").startswith("4月14日")
    assert [orig.text for orig in paragraph.iter(t("orig"))] == [" ", "｢", "｣"]


def test_a_heading_keeps_the_space_that_parts_it() -> None:
    text = _text("<div><head>第1節 1920年代</head><p>第1節 1920年代</p></div>")
    normalize(text, ["spaces"])
    assert len(list(text.iter(t("choice")))) == 1


def test_the_ledger_counts_the_form_of_the_source() -> None:
    source = "　活字は｢箱｣に並ぶ。4月 14日にｶﾞﾗｽを１９６２枚(鉛の枠)入れた。\n"
    plain = ingest(source.encode(), "x.txt", Findings())
    findings = Findings()
    made = ingest(source.encode(), "x.txt", findings, rules=tuple(RULES))
    assert made.ledger == plain.ledger
    assert [(r.start, r.end, r.became) for r in made.ledgers[0].rows] == [
        (r.start, r.end, r.became) for r in plain.ledgers[0].rows
    ]
    root = parse(serialize(made.root), "text.xml", findings)
    validate(root, "text.xml", findings)
    assert list(findings) == []
    paragraph = _paragraph(_body(root))
    assert text_of(paragraph, "edition") == "活字は「箱」に並ぶ。4月14日にガラスを1962枚（鉛の枠）入れた。"
    assert 'normalize="' in made.data.decode()


def test_an_unknown_rule_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="kana"):
        normalize(_text("<p/>"), ["kana"])
