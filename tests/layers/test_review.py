"""Out to a reviewer in a Word document, and back: nothing changes by itself, and what was changed arrives."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from typer.testing import CliRunner

from edition import ingest
from edition.cli import app
from edition.diagnostics import Findings
from edition.ingest import docx
from edition.layers import load
from edition.layers.anchors import Index, locate
from edition.tei.reading import text_of
from tests.layers.reviewed import Desk, opened

TEXT = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>町</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><text><body>
<div type="chapter" xml:id="c1"><head xml:id="h1">活版の町</head>
<p xml:id="p1">長い冬の終わりに<ref type="noteref" target="#n1">（１）</ref><note type="author" place="foot" n="1"
xml:id="n1">暦では三月。</note>、活版の町を訪ねた。<ruby><rb>植字</rb><rt>しょくじ</rt></ruby>の手は速い。</p>
<p xml:id="p2">活宇は冷たく、指は<hi rend="bold">速い</hi>。学校で習ったのではないと彼は笑った。</p>
<p xml:id="p3">箱の順序は<list><item xml:id="i1">いろは</item><item xml:id="i2">五十音</item></list>の二つがある。</p>
<p xml:id="p4">最後に鐘が鳴る<ref type="note" subtype="unresolved" n="2" xml:id="u2">（２）</ref>。</p>
</div></body></text></TEI>
"""
LAYER = """\
# 編者の層。
by: ed1
annotations:
  # 誤植と思う。
  - id: misprint
    on: {in: p2, quote: 活宇, suffix: は冷たく}
    kind: emend
    text: 活字      # 字
    why: 字形が似ている
  - id: town
    on: {in: p1, quote: 活版の町}
    kind: note
    date: 2026-04-01
    text: |
      **架空**の町。
      川沿いにある。

      [@misprint]も見よ。
  - {id: hand, on: 植字の手, kind: emphasis}
  - id: calendar
    on: {in: n1, quote: 三月}
    kind: emend
    text: 四月
  - id: bell
    on: （２）
    kind: supply
    series: author
    text: 夕方六時。
  - id: kept
    on: 鐘
    kind: note
    ignore: true
    text: 出さない。
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "layers").mkdir(parents=True)
    (folder / "edition.toml").write_text(
        '[edition]\ntitle = "町"\ncreator = "甲"\ndate = 2026-01-02\n'
        'identifier = "urn:uuid:00000000-0000-4000-8000-000000000001"\n'
        '[[people]]\nid = "ed1"\nrole = "editor"\nname = "校訂 花子"\n[layout]\nwriting = "vertical"\n',
        encoding="utf-8",
    )
    (folder / "text.xml").write_text(TEXT, encoding="utf-8")
    (folder / "layers" / "ed1.yaml").write_text(LAYER, encoding="utf-8")
    return folder


def run(*arguments: object, code: int = 0) -> Any:
    done = CliRunner().invoke(app, ["layer", *map(str, arguments), "--json"], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def sent(book: Path) -> Desk:
    """The document, open before a reviewer."""
    target = book.parent / "sent.docx"
    assert run("export", book, target)["diagnostics"] == []
    return opened(target.read_bytes())


def back(book: Path, desk: Desk, *options: str, code: int = 0) -> Any:
    path = book.parent / "back.docx"
    path.write_bytes(desk.data)
    return run("import", book, path, *options, code=code)


def done(result: Any) -> list[tuple[str, str, str]]:
    return [(one["what"], re.sub("-[0-9a-f]{8}$", "", one["id"]), one["text"]) for one in result["result"]]


def told(result: Any) -> list[str]:
    return [one["code"] for one in result["diagnostics"]]


def files(book: Path) -> dict[str, bytes]:
    return {str(path.relative_to(book)): path.read_bytes() for path in book.rglob("*") if path.is_file()}


def compiled(book: Path) -> str:
    """The paragraphs as the edition has them, after a check that finds no error."""
    from edition.project.compile import compile_edition

    findings = Findings()
    root = compile_edition(book, findings).root
    assert findings.errors == []
    return "|".join(
        text_of(one, "edition") for one in root.iter("{*}p", "{*}item") if one.iterancestors("{*}body")
    )


def test_what_comes_back_as_it_went_changes_nothing(book: Path) -> None:
    before = files(book)
    result = back(book, sent(book))
    assert (result["result"], result["diagnostics"]) == ([], [])
    assert files(book) == before


def test_the_same_edition_gives_the_same_document(book: Path) -> None:
    run("export", book, book.parent / "a.docx")
    run("export", book, book.parent / "b.docx")
    assert (book.parent / "a.docx").read_bytes() == (book.parent / "b.docx").read_bytes()


@pytest.mark.parametrize("name", ["breaking-lines", "composing-the-blank"])
def test_the_sample_editions_go_out_and_come_back(repository: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    shutil.copytree(repository / "source" / name, folder)
    before = files(folder)
    result = back(folder, sent(folder))
    assert (result["result"], result["diagnostics"]) == ([], [])
    assert files(folder) == before


def test_comments_are_anchored_where_the_annotations_are(book: Path) -> None:
    """The document is ingested as any other: its comments are annotations of the same words."""
    data = sent(book).data
    found = ingest.ingest(data, "sent.docx", Findings())
    findings = Findings()
    (name,) = found.layers
    index = Index(etree.fromstring(found.data))
    words = {}
    for item in load(found.layers[name].encode(), name, findings).annotations:
        place = locate(item, index).place
        assert place is not None
        words[item.text.split("\\]")[0].split("〕")[0].strip("〔")] = index.words(place)
    assert list(findings) == []
    assert words == {
        "misprint": "活宇",
        "town": "活版の町",
        "hand": "植字の手",
        "calendar": "三月",
        "bell": "る",
    }


def test_the_document_is_as_the_edition_runs_and_says_who_and_when(book: Path) -> None:
    parts = sent(book).parts
    assert '<w:textDirection w:val="tbRl"/>' in parts["word/document.xml"]
    assert 'w:author="校訂 花子" w:date="2026-04-01T00:00:00Z" w:initials="校"' in parts["word/comments.xml"]
    assert "<w:trackRevisions/>" in parts["word/settings.xml"]
    config = (book / "edition.toml").read_text("utf-8").replace("vertical", "horizontal")
    (book / "edition.toml").write_text(config, encoding="utf-8")
    assert "textDirection" not in sent(book).parts["word/document.xml"]


def test_changed_words_come_back_and_nothing_else_of_the_file_changes(book: Path) -> None:
    desk = sent(book)
    desk.write("活字<", "活字箱<")
    desk.write("[@misprint]も見よ。", "[@misprint]も、[@bell]も見よ。")
    result = back(book, desk)
    assert [one[:2] for one in done(result)] == [("changed", "town"), ("changed", "misprint")]
    assert result["diagnostics"] == []
    after = (book / "layers" / "ed1.yaml").read_text("utf-8")
    # The paragraph that was left alone has its lines as before.
    assert after == LAYER.replace("text: 活字 ", "text: 活字箱 ").replace("]も見よ。", "]も、[@bell]も見よ。")


def test_new_comments_are_notes_of_the_reviewer(book: Path) -> None:
    desk = sent(book)
    desk.add("学校", "どの学校か。", "町の学校であろう。")
    desk.add("五十音", "いつから。")
    result = back(book, desk)
    assert done(result) == [
        ("note", "査読-次郎", "どの学校か。\n\n町の学校であろう。"),
        ("note", "査読-次郎", "いつから。"),
        ("person", "査読-次郎", "査読 次郎"),
    ]
    layer = load((book / "layers" / "査読-次郎.yaml").read_bytes(), "layers/x.yaml", Findings())
    assert [(one.on.within, one.on.quote, one.given["date"]) for one in layer.annotations] == [
        ("p2", "学校", "2026-05-01T10:30:00"),
        ("i2", "五十音", "2026-05-01T10:30:00"),
    ]
    # The reviewer is a person of the edition now, and the same document says nothing new.
    assert 'name = "査読 次郎"' in (book / "edition.toml").read_text("utf-8")
    compiled(book)
    before = files(book)
    assert back(book, desk)["result"] == []
    assert files(book) == before


def test_a_known_person_writes_into_a_layer_of_that_name(book: Path) -> None:
    desk = sent(book)
    desk.who = "校訂花子"
    desk.add("学校", "どの学校か。")
    assert [one[0] for one in done(back(book, desk))] == ["note"]
    after = (book / "layers" / "ed1.yaml").read_text("utf-8")
    assert after.startswith(LAYER)
    assert after.count("by:") == 1


def test_answers_stay_with_the_editors(book: Path) -> None:
    desk = sent(book)
    desk.add("", "川は北にある。", answers="川沿い")
    result = back(book, desk)
    assert done(result)[0] == ("answer", "査読-次郎", "川は北にある。")
    layer = (book / "layers" / "査読-次郎.yaml").read_text("utf-8")
    assert "why: in answer to town" in layer
    assert "ignore: true" in layer
    assert "川は北" not in compiled(book)
    # What stays out of the book does not come in twice.
    assert back(book, desk)["result"] == []


def test_tracked_changes_are_emendations(book: Path) -> None:
    desk = sent(book)
    desk.replace("笑った", "微笑んだ")
    desk.insert("冷たく", "重く")
    result = back(book, desk)
    assert sorted(one[0] for one in done(result)) == ["emend", "emend", "person"]
    assert result["diagnostics"] == []
    # With the editor's own emendation beside the reviewer's.
    assert "活字は冷たく重く、指は速い。学校で習ったのではないと彼は微笑んだ。" in compiled(book)


def test_a_change_that_an_editor_has_made_already_is_not_made_again(book: Path) -> None:
    desk = sent(book)
    desk.replace("活宇", "活字")
    assert back(book, desk)["result"] == []


@pytest.mark.parametrize(
    ("words", "change", "said"),
    [
        ("学校で習った", "ins", "divided after 「活宇は冷たく、指は速い。」"),
        ("いろは", "del", "joined with the next one: 「いろは」"),
    ],
)
def test_paragraphs_that_would_be_divided_or_joined_are_told(
    book: Path, words: str, change: str, said: str
) -> None:
    desk = sent(book)
    desk.mark_paragraph(words, change)
    result = back(book, desk)
    assert (result["result"], told(result)) == ([], ["LAY-030"])
    assert said in result["diagnostics"][0]["message"]


def test_a_new_paragraph_is_kept_for_the_editors(book: Path) -> None:
    desk = sent(book)
    desk.mark_paragraph("五十音", "ins", "第三の順序もある。")
    result = back(book, desk)
    assert done(result)[0] == ("remark", "査読-次郎", "第三の順序もある。")
    assert result["diagnostics"] == []
    assert "第三の順序" not in compiled(book)


def test_words_beside_the_mark_of_a_note(book: Path) -> None:
    """The mark stands in the document as words, which the text does not have."""
    desk = sent(book)
    desk.insert("（１）", "（二月）")
    desk.replace("鐘が鳴", "鐘は鳴り終わ")
    desk.add("（２）", "注はどこに。")
    result = back(book, desk)
    assert sorted(one[0] for one in done(result)) == ["emend", "emend", "note", "person"]
    said = compiled(book)
    assert "長い冬の終わりに（二月）、活版" in said
    assert "最後に鐘は鳴り終わる。" in said


def test_a_deleted_comment_is_told_and_nothing_is_done(book: Path) -> None:
    before = files(book)
    desk = sent(book)
    desk.delete("川沿い")
    desk.write("夕方六時。", "")
    result = back(book, desk)
    assert result["result"] == []
    assert [(one["code"], one["where"]["id"]) for one in result["diagnostics"]] == [
        ("LAY-028", "town"),
        ("LAY-028", "bell"),
    ]
    assert files(book) == before


def test_what_was_changed_on_both_sides_is_left_to_an_editor(book: Path) -> None:
    desk = sent(book)
    path = book / "layers" / "ed1.yaml"
    path.write_text(LAYER.replace("夕方六時。", "夕方七時。").replace("text: 四月", "text: 五月"), "utf-8")
    desk.write("夕方六時。", "朝六時。")
    desk.write("]も見よ", "]を見よ")
    before = path.read_text("utf-8")
    result = back(book, desk, code=1)
    assert told(result) == ["LAY-027"]
    assert done(result)[0][:2] == ("changed", "town")
    # The one that the reviewer left alone keeps what the layer says now.
    assert path.read_text("utf-8") == before.replace("]も見よ", "]を見よ")


def test_what_was_written_since_is_not_deleted(book: Path) -> None:
    desk = sent(book)
    path = book / "layers" / "ed1.yaml"
    path.write_text(LAYER + "  - {id: later, on: 指, kind: emphasis}\n", "utf-8")
    assert back(book, desk)["diagnostics"] == []


def test_a_comment_whose_head_was_deleted_is_known_by_its_place(book: Path) -> None:
    desk = sent(book)
    desk.write("〔town〕 note", "")
    desk.write("**架空**の町。川沿いにある。", "架空の町。")
    result = back(book, desk)
    assert done(result) == [("changed", "town", "架空の町。\n\n[@misprint]も見よ。\n")]
    assert result["diagnostics"] == []


def test_words_changed_without_tracking_are_told(book: Path) -> None:
    desk = sent(book)
    desk.overwrite("学校で習った", "独りで習った")
    desk.add("彼は", "誰か。")
    result = back(book, desk)
    assert told(result) == ["LAY-029"]
    assert "「学校」 → 「独り」" in result["diagnostics"][0]["message"]
    # Comments in that paragraph still find their words.
    (one,) = load((book / "layers" / "査読-次郎.yaml").read_bytes(), "layers/x.yaml", Findings()).annotations
    assert (one.on.within, one.on.quote, one.on.suffix[:3]) == ("p2", "彼は", "笑った")


def test_a_comment_of_an_annotation_that_there_is_not(book: Path) -> None:
    desk = sent(book)
    desk.write("〔town〕", "〔city〕")
    assert sorted(told(back(book, desk))) == ["LAY-028", "LAY-031"]


def test_words_for_what_has_none(book: Path) -> None:
    desk = sent(book)
    desk.write(
        "〔hand〕 emphasis</w:t></w:r></w:p>",
        "〔hand〕 emphasis</w:t></w:r></w:p><w:p><w:r><w:t>強すぎる。</w:t></w:r></w:p>",
    )
    assert told(back(book, desk)) == ["LAY-030"]


def test_a_dry_run_writes_nothing(book: Path) -> None:
    desk = sent(book)
    desk.write("活字<", "活字箱<")
    before = files(book)
    assert [one[0] for one in done(back(book, desk, "--dry-run"))] == ["changed"]
    assert files(book) == before


def test_only_the_annotations_of_one_person(book: Path) -> None:
    target = book.parent / "one.docx"
    assert run("export", book, target, "--by", "nobody")["result"]["comments"] == 0
    # None of those that stayed here was deleted by the reviewer.
    assert run("import", book, target)["diagnostics"] == []


def test_an_annotation_without_a_place_stays_here(book: Path) -> None:
    path = book / "layers" / "ed1.yaml"
    path.write_text(LAYER.replace("on: 植字の手", "on: 写植の手"), "utf-8")
    result = run("export", book, book.parent / "sent.docx")
    assert result["result"]["comments"] == 4
    assert [(one["code"], one["severity"]) for one in result["diagnostics"]] == [("LAY-005", "warning")]


def test_the_document_names_no_comment_twice(book: Path) -> None:
    review = docx.review(sent(book).data, "sent.docx", Findings())
    assert len({one.id for one in review.comments}) == len(review.comments) == 5


def test_annotations_without_an_id_are_known_by_their_targets(book: Path) -> None:
    """Named after their place in the file, they have other names when something is put in before them."""
    path = book / "layers" / "ed1.yaml"
    entry = "  - {{on: {{quote: {0}, suffix: {1}}}, kind: note, text: 同じ。}}\n"
    first, second, third = (entry.format(*one) for one in (("冬", "の"), ("指", "は"), ("鐘", "が")))
    path.write_text("by: ed1\nannotations:\n" + first + second, "utf-8")
    desk = sent(book)
    number = desk.comment("ed1-2")
    desk.parts["word/comments.xml"] = re.sub(
        rf'(w:id="{number}".*?)同じ。', r"\1別の注。", desk.parts["word/comments.xml"], flags=re.DOTALL
    )
    path.write_text("by: ed1\nannotations:\n" + third + first + second, "utf-8")
    result = back(book, desk)
    assert [one[1] for one in done(result)] == ["ed1-3"]
    assert result["diagnostics"] == []
    assert path.read_text("utf-8").endswith(first + second.replace("同じ", "別の注"))


def test_one_without_an_id_that_is_gone_is_never_another(book: Path) -> None:
    path = book / "layers" / "ed1.yaml"
    path.write_text("by: ed1\nannotations:\n  - {on: 指, kind: note, text: 同じ。}\n", "utf-8")
    desk = sent(book)
    desk.write("同じ。", "別の注。")
    path.write_text("by: ed1\nannotations:\n  - {on: 鐘, kind: note, text: 同じ。}\n", "utf-8")
    before = path.read_bytes()
    result = back(book, desk)
    assert (result["result"], told(result)) == ([], ["LAY-031"])
    assert path.read_bytes() == before


def test_a_stretch_over_several_paragraphs(book: Path) -> None:
    config = (book / "edition.toml").read_text("utf-8")
    (book / "edition.toml").write_text(config + '[[witnesses]]\nsiglum = "乙"\nname = "乙本"\n', "utf-8")
    path = book / "layers" / "ed1.yaml"
    more = """\
  - id: stretch
    on: {in: p2, quote: 学校で}
    to: {in: p4, quote: 鐘が}
    kind: variant
    wit: 乙
    text: 欠
"""
    path.write_text(LAYER + more, "utf-8")
    before = files(book)
    desk = sent(book)
    assert "〔stretch〕 variant 乙 「学校で」 →" in desk.parts["word/comments.xml"]
    assert back(book, desk)["result"] == []
    assert files(book) == before
    desk.write(">欠<", ">欠く<")
    assert [one[:2] for one in done(back(book, desk))] == [("changed", "stretch")]
    assert path.read_text("utf-8") == LAYER + more.replace("欠", "欠く")


def test_a_comment_that_was_copied_is_told(book: Path) -> None:
    desk = sent(book)
    desk.add("彼は", "〔bell〕 supply author", "夕方六時。")
    result = back(book, desk)
    assert (result["result"], told(result)) == ([], ["LAY-031"])


@pytest.mark.parametrize("kept", ["", "[1, 2]", "{", '{"town": 3}', "x" * 100_000])
def test_a_document_that_has_lost_what_was_sent(book: Path, kept: str) -> None:
    """Nothing is taken for changed by the reviewer that is as the layer has it."""
    desk = sent(book)
    name = "customXml/item1.xml"
    desk.parts[name] = re.sub(r">[^<]*</sent>", f">{kept}</sent>", desk.parts[name])
    assert back(book, desk)["result"] == []


def test_damage_is_a_finding(book: Path) -> None:
    data = sent(book).data
    dice = random.Random(3)
    before = files(book)
    for _ in range(30):
        broken = bytearray(data)
        for _ in range(dice.randint(1, 30)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        path = book.parent / "broken.docx"
        path.write_bytes(bytes(broken[: dice.choice([len(broken), dice.randrange(len(broken))])]))
        result = CliRunner().invoke(app, ["layer", "import", str(book), str(path), "--dry-run"])
        assert result.exit_code in (0, 1), result.output
    assert files(book) == before


def test_other_files_are_refused(book: Path) -> None:
    assert told(run("export", book, book.parent / "x.odt", code=1)) == ["LAY-025"]
    assert told(run("import", book, book.parent / "none.docx", code=1)) == ["CFG-008"]
    assert told(run("convert", book / "layers" / "ed1.yaml", book / "x.docx", code=1)) == ["LAY-025"]
    assert not (book / "x.docx").exists()
