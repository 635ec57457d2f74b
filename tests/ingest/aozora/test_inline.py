"""Every annotation about words, as the manual (注記一覧) writes it, on words of our own."""

from __future__ import annotations

import pytest

from edition.diagnostics import Findings
from tests.ingest.aozora.reading import body, paragraph, proved

WORDS = [
    ("活字《かつじ》の箱", "<ruby><rb>活字</rb><rt>かつじ</rt></ruby>の箱"),
    ("小さな｜鉛の箱《はこ》", "小さな<ruby><rb>鉛の箱</rb><rt>はこ</rt></ruby>"),
    ("市ヶ谷《いちがや》", "<ruby><rb>市ヶ谷</rb><rt>いちがや</rt></ruby>"),
    ("のＡＢ《エービー》と", "の<ruby><rb>ＡＢ</rb><rt>エービー</rt></ruby>と"),
    ("の※［＃「木＋靈」、第3水準1-86-29］子《こ》", "の<ruby><rb>\u6b1e子</rb><rt>こ</rt></ruby>"),
    ("活字［＃「活字」の左に「かつじ」のルビ］", '<ruby><rb>活字</rb><rt place="left">かつじ</rt></ruby>'),
    (
        "活字《かつじ》［＃「活字」の左に「type」のルビ］",
        '<ruby><rb>活字</rb><rt>かつじ</rt><rt place="left">type</rt></ruby>',
    ),
    (
        "［＃左にルビ付き］活字［＃左に「かつじ」のルビ付き終わり］",
        '<ruby><rb>活字</rb><rt place="left">かつじ</rt></ruby>',
    ),
    ("鉛［＃「鉛」に「ママ」の注記］", '<ruby><rb>鉛</rb><rt type="note">ママ</rt></ruby>'),
    (
        "［＃注記付き］名［＃「（銘）」の注記付き終わり］",
        '<ruby><rb>名</rb><rt type="note">（銘）</rt></ruby>',
    ),
    ("工場［＃「工場」に「×」の傍記］", "<ruby><rb>工場</rb><rt>××</rt></ruby>"),
    ("仮名［＃「仮名」に傍点］と", '<hi rend="emphasis">仮名</hi>と'),
    ("仮名［＃「仮名」の左に白丸傍点］と", '<hi rend="emphasis open-circle under">仮名</hi>と'),
    ("［＃二重丸傍点］仮名［＃二重丸傍点終わり］", '<hi rend="emphasis open-double-circle">仮名</hi>'),
    ("仮名［＃「仮名」に波線］", '<hi rend="underline wavy">仮名</hi>'),
    ("［＃左に傍線］仮名［＃左に傍線終わり］", '<hi rend="underline under">仮名</hi>'),
    ("箱と箱［＃「箱」は太字］", '箱と<hi rend="bold">箱</hi>'),
    ("29［＃「29」は縦中横］", '<hi rend="tcy">29</hi>'),
    ("H2［＃「2」は下付き小文字］O", 'H<hi rend="sub">2</hi>O'),
    ("（５）［＃「（５）」は行右小書き］", '<hi rend="sup">（５）</hi>'),
    ("箱［＃「箱」は２段階大きな文字］", '<hi rend="larger-2">箱</hi>'),
    ("［＃１段階小さな文字］箱［＃小さな文字終わり］", '<hi rend="smaller-1">箱</hi>'),
    ("説［＃割り注］右［＃改行］左［＃割り注終わり］の", '説<seg type="warichu">右<lb/>左</seg>の'),
    (
        "不［＃レ］知［＃（ラ）］［＃一二］",
        '不<seg type="kaeriten">レ</seg>知<seg type="okurigana">ラ</seg><seg type="kaeriten">一二</seg>',
    ),
    (
        "未［＃「未」の左に「ザル」のルビ］［＃（ダ）］",
        '<ruby><rb>未</rb><rt place="left">ザル</rt></ruby><seg type="okurigana">ダ</seg>',
    ),
    ("棚《たな》［＃「棚」に傍点］", '<hi rend="emphasis"><ruby><rb>棚</rb><rt>たな</rt></ruby></hi>'),
    (
        "活字箱《かつじばこ》［＃「字箱」に傍点］",
        '<ruby><rb>活<hi rend="emphasis">字箱</hi></rb><rt>かつじばこ</rt></ruby>',
    ),
    (
        "活字《かつじ》の箱［＃「字の箱」に傍点］",
        '<ruby><rb>活<hi rend="emphasis">字</hi></rb><rt>かつじ</rt></ruby><hi rend="emphasis">の箱</hi>',
    ),
    (
        "青い箱［＃「青い」に傍点］［＃「い箱」に傍線］",
        '<hi rend="emphasis">青<hi rend="underline">い</hi></hi><hi rend="underline">箱</hi>',
    ),
    (
        "皆身《みなみ》［＃「皆身」に白丸傍点］［＃「皆身」の左に「南」の注記］の",
        '<hi rend="emphasis open-circle"><ruby><rb>皆身</rb><rt>みなみ</rt><rt place="left" type="note">南</rt></ruby></hi>の',
    ),
    ("紋だ［＃「紋だ」は底本では「絞だ」］", "<choice><corr>紋だ</corr><sic>絞だ</sic></choice>"),
    (
        "籠《ざる》［＃ルビの「ざる」は底本では「さる」］を",
        "<ruby><rb>籠</rb><rt><choice><corr>ざる</corr><sic>さる</sic></choice></rt></ruby>を",
    ),
    ("箱へに［＃「箱へに」はママ］", '<seg type="sic">箱へに</seg>'),
    ("湯《ゆう》［＃ルビの「ゆう」はママ］", '<ruby><rb>湯</rb><rt><seg type="sic">ゆう</seg></rt></ruby>'),
    ("〔e'tude〕 と〔版〕", "étude と〔版〕"),
    ("〔toute l'existence d'un e'te'〕", "toute l'existence d'un été"),
    ("ます／＼といよ／″＼", "ます〳〵といよ〴〵"),
    ("字※［＃「土へん＋竒」、12-3］", '字<g ref="#gaiji1"/>'),
    ("［＃「［」に傍点］の", '<note type="transcriber" n="1">「［」に傍点</note>の'),
]


@pytest.mark.parametrize(("line", "expected"), WORDS)
def test_words(line: str, expected: str) -> None:
    assert paragraph(line) == expected
    proved("　" + line + "\n")


NOT_SET = [
    ("ING-100", "箱［＃謎］", '箱<note type="transcriber" n="1">謎</note>'),
    ("ING-101", "箱［＃「棚」に傍点］", '箱<note type="transcriber" n="1">「棚」に傍点</note>'),
    (
        "ING-101",
        "鉛字［＃「鉛」に「ママ」の注記］",
        '鉛字<note type="transcriber" n="1">「鉛」に「ママ」の注記</note>',
    ),
    ("ING-102", "箱［＃傍点", "箱［＃傍点"),
    ("ING-102", "箱《はこ", "箱《はこ"),
    ("ING-103", "［＃傍点］箱", "箱"),
    ("ING-103", "箱［＃太字終わり］", "箱"),
    ("ING-104", "。《箱》", "。《箱》"),
    ("ING-104", "｜箱", "｜箱"),
]


@pytest.mark.parametrize(("code", "line", "expected"), NOT_SET)
def test_what_is_not_understood_is_kept_and_said(code: str, line: str, expected: str) -> None:
    assert paragraph(line) == expected
    _, findings = proved("　" + line + "\n")
    assert [one.code for one in findings] == [code]
    assert findings.sorted()[0].where.line == 1


def test_a_remark_on_the_base_text_is_a_note_without_a_finding() -> None:
    findings = Findings()
    assert "底本では改行なし</note>" in body("　箱［＃底本では改行なし］\n", findings)
    assert len(findings) == 0


def test_a_form_runs_over_lines_until_it_is_closed() -> None:
    text = "　一［＃太字］二\n　三\n　四［＃太字終わり］五\n"
    bold = '<hi rend="bold">{}</hi>'.format
    assert body(text) == (
        f'<div type="chapter"><p>一{bold("二")}</p><p>{bold("三")}</p><p>{bold("四")}五</p></div>'
    )
    proved(text)


def test_warnings_of_one_kind_end() -> None:
    findings = Findings()
    body("　［＃謎］\n" * 300, findings)
    assert len(findings) == 101
    assert "200 times more" in findings.sorted()[0].message + findings.sorted()[-1].message
