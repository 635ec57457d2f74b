"""Comments and tracked changes: layers that load, anchor and compile to the text that Word would show."""

from __future__ import annotations

from edition import layers
from edition.diagnostics import Findings
from edition.tei import t, words
from edition.tei.reading import blocks, text_of
from tests.ingest.docx.make import call, docx, footnote, p, r
from tests.ingest.docx.reading import Read, document, read

DATE = "2024-05-01T10:00:00Z"


def inserted(words: str, author: str = "山田") -> str:
    return f'<w:ins w:id="1" w:author="{author}" w:date="{DATE}">{r(words)}</w:ins>'


def deleted(words: str, author: str = "山田") -> str:
    run = f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'
    return f'<w:del w:id="1" w:author="{author}" w:date="{DATE}">{run}</w:del>'


def comment(identifier: int, inside: str, author: str = "編集者") -> str:
    return f'<w:comment w:id="{identifier}" w:author="{author}" w:date="{DATE}">{inside}</w:comment>'


def on(identifier: int, inside: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{identifier}"/>{inside}<w:commentRangeEnd w:id="{identifier}"/>'
        f'<w:r><w:commentReference w:id="{identifier}"/></w:r>'
    )


def compiled(found: Read) -> str:
    """The text with its layers over it, as a reader sees it: paragraphs parted by |, notes as ［…］."""
    findings = Findings()
    loaded = [layers.load(data.encode(), path, findings) for path, data in found.reading.layers.items()]
    root = document(found.reading)
    layers.apply(root, loaded, set(found.reading.about.persons), findings)
    # Of words that repeat without end only the position tells which is meant, and the layer says so (LAY-018).
    assert [one.message for one in findings if one.code != "LAY-018"] == []
    said = []
    for block in blocks(root):
        if not any(True for _ in block.iterancestors(t("note"))) and block.tag != t("note"):
            notes = [words(one) for one in block.iter(t("note")) if one.get("resp")]
            said.append(text_of(block, "edition") + "".join(f"［{one}］" for one in notes))
    return "|".join(said)


def plain(found: Read) -> str:
    return "|".join(text_of(block) for block in blocks(found.reading.text))


def test_the_text_is_the_one_before_the_changes_and_the_layer_makes_the_one_after() -> None:
    found = read(
        docx(
            p(
                r("活字の")
                + deleted("箱")
                + inserted("筥")
                + r("に並")
                + inserted("ん")
                + r("で")
                + deleted("いる")
            )
        )
    )
    assert plain(found) == "活字の箱に並でいる"
    assert compiled(found) == "活字の筥に並んで"
    assert found.codes == []
    assert found.reading.about.persons == {"山田": "山田"}


def test_changes_of_two_people_are_two_layers() -> None:
    found = read(
        docx(
            p(
                deleted("甲", "A. Smith")
                + inserted("乙", "A. Smith")
                + r("は")
                + inserted("丙", "山田")
                + r("。")
            )
        )
    )
    assert set(found.reading.layers) == {"layers/a-smith.yaml", "layers/山田.yaml"}
    assert compiled(found) == "乙は丙。"
    assert f"# {DATE}" in found.reading.layers["layers/山田.yaml"]


def test_what_is_inserted_and_deleted_again_is_in_neither() -> None:
    again = f'<w:ins w:id="1" w:author="甲">{deleted("夢", "乙")}</w:ins>'
    found = read(docx(p(r("現") + again + r("実"))))
    assert (compiled(found), found.reading.layers) == ("現実", {})


def test_words_that_were_moved() -> None:
    here = f'<w:moveFrom w:id="1" w:author="甲">{r("先の")}</w:moveFrom>'
    there = f'<w:moveTo w:id="2" w:author="甲">{r("先の")}</w:moveTo>'
    found = read(docx(p(here + r("話") + there + r("続き"))))
    assert (plain(found), compiled(found)) == ("先の話続き", "話先の続き")


def test_an_insertion_at_a_paragraphs_head_and_next_to_ruby() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('かんじ')}</w:rt><w:rubyBase>{r('漢字')}</w:rubyBase></w:ruby></w:r>"
    found = read(docx(p(inserted("序、") + r("本文")) + p(ruby + inserted("の") + r("話"))))
    assert compiled(found) == "序、本文|漢字の話"


def test_deleted_words_with_a_note_among_them_leave_the_note() -> None:
    found = read(
        docx(p(r("前") + deleted("甲") + call(2) + deleted("乙") + r("後")), footnotes=footnote(2, "注"))
    )
    assert plain(found).startswith("前甲乙後")
    assert compiled(found).startswith("前後")


def test_a_whole_inserted_paragraph_is_a_note_and_told_of() -> None:
    mark = '<w:pPr><w:rPr><w:ins w:id="9" w:author="山田"/></w:rPr></w:pPr>'
    found = read(docx(p("前") + f"<w:p>{mark}{inserted('新しい段落')}</w:p>" + p("後")))
    assert plain(found) == "前|後"
    assert compiled(found) == "前［新しい段落］|後"
    assert found.codes == ["ING-148"]


def test_an_inserted_division_of_a_paragraph_is_undone_and_told_of() -> None:
    mark = '<w:pPr><w:rPr><w:ins w:id="9" w:author="山田"/></w:rPr></w:pPr>'
    found = read(docx(f"<w:p>{mark}{r('前半')}</w:p>" + p("後半")))
    assert (plain(found), found.codes) == ("前半後半", ["ING-148"])


def test_an_inserted_note_is_a_note_of_its_author() -> None:
    calling = f'<w:ins w:id="1" w:author="山田">{call(2)}</w:ins>'
    found = read(docx(p(r("本文") + calling + r("。")), footnotes=footnote(2, "足した注")))
    assert plain(found) == "本文。"
    assert compiled(found) == "本文。［足した注］"


def test_comments_are_notes_on_the_words_they_are_on() -> None:
    remarks = comment(0, p("*何*か [@x]") + p("「二」: a\\b # c"))
    found = read(docx(p(r("昔の") + on(0, r("工場")) + r("では")), comments=remarks))
    assert compiled(found) == "昔の工場では［*何*か [@x]「二」: a\\b # c］"
    assert "工場" in found.reading.layers["layers/編集者.yaml"]
    assert found.codes == []


def test_equal_words_are_told_apart() -> None:
    body = p(r("箱と") + on(0, r("箱")) + r("と箱")) + p(on(1, r("あ" * 3)) + r("あ" * 200))
    found = read(docx(body, comments=comment(0, p("二つ目")) + comment(1, p("初め"))))
    assert compiled(found) == "箱と箱と箱［二つ目］|" + "あ" * 203 + "［初め］"
    assert 'quote: "箱", prefix: "箱と", suffix: "と箱"' in found.reading.layers["layers/編集者.yaml"]


def test_a_comment_at_a_place_is_on_the_words_before_it() -> None:
    place = '<w:r><w:commentReference w:id="0"/></w:r>'
    found = read(docx(p(r("一二三四五六七八九十") + place + r("後")), comments=comment(0, p("ここ"))))
    assert 'quote: "三四五六七八九十"' in found.reading.layers["layers/編集者.yaml"]
    assert compiled(found) == "一二三四五六七八九十後［ここ］"


def test_a_comment_over_paragraphs_is_on_the_last_and_told_of() -> None:
    body = p('<w:commentRangeStart w:id="0"/>' + r("一")) + p(
        r("二") + '<w:commentRangeEnd w:id="0"/>' + r("三")
    )
    found = read(docx(body, comments=comment(0, p("両方"))))
    assert (compiled(found), found.codes) == ("一|二三［両方］", ["ING-148"])


def test_a_comment_in_a_note_is_on_what_calls_it() -> None:
    note = f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + on(0, r("注")))}</w:footnote>'
    found = read(docx(p(r("本文") + call(2) + r("。")), footnotes=note, comments=comment(0, p("疑う"))))
    assert 'quote: "本文"' in found.reading.layers["layers/編集者.yaml"]


def test_answers_and_what_is_done_are_remarked() -> None:
    first = comment(0, '<w:p w14:paraId="AA">' + r("問") + "</w:p>")
    second = comment(1, '<w:p w14:paraId="BB">' + r("答") + "</w:p>", "著者")
    threads = (
        '<w15:commentEx w15:paraId="AA" w15:done="1"/><w15:commentEx w15:paraId="BB" w15:paraIdParent="AA"/>'
    )
    found = read(docx(p(on(0, on(1, r("語"))) + r("。")), comments=first + second, commentsExtended=threads))
    assert f"# {DATE} done" in found.reading.layers["layers/編集者.yaml"]
    assert f"# {DATE} in answer to source-comment-0" in found.reading.layers["layers/著者.yaml"]


def test_strange_characters_do_not_break_a_layer() -> None:
    said = "\u2028\u0085 'a' \"b\" \ufeff %x &amp; - : # |"
    found = read(docx(p(on(0, r("語"))), comments=comment(0, p(r(said)), 'A "B" \\ 123')))
    findings = Findings()
    for path, data in found.reading.layers.items():
        (only,) = layers.load(data.encode(), path, findings).annotations
        assert only.text == "\u2028\u0085 'a' \"b\" \ufeff %x & - : # |".strip()
    assert list(findings) == []
