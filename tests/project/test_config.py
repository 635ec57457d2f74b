"""edition.toml: its defaults, its values, and every fault with its line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from edition.diagnostics import Findings, Unusable
from edition.print.layout import Layout, LineNumbers
from edition.project import config
from edition.project.config import Edition
from edition.render import Forms
from edition.render.apparatus import Apparatus, ApparatusPlace

HEAD = '[edition]\ntitle = "題"\n'


def read(text: str, folder: Path = Path("slug")) -> tuple[Edition, list[tuple[str, int]], Findings]:
    findings = Findings()
    edition = config.read(text.encode(), folder, findings)
    return edition, [(one.code, one.where.line) for one in findings], findings


def test_an_empty_file_makes_a_proper_book() -> None:
    edition, found, _ = read("")
    assert found == []
    assert edition.layout == Layout()
    assert (edition.language, edition.kind, edition.formats) == ("ja", "text", ("epub", "pdf"))


def test_every_key() -> None:
    edition, found, _ = read(
        """
[edition]
title = "組版"
title-reading = "くみはん"
creator = "著者"
creator-reading = "ちょしゃ"
language = "ja-Latn"
identifier = "urn:isbn:9784000000000"
publisher = "書肆"
rights = "CC0"
date = 2026-04-01
kind = "text"

[[people]]
id = "ed1"
role = "校訂者"
name = "花子"
reading = "はなこ"

[[witnesses]]
siglum = "甲"
name = "初版"
base = true

[layout]
writing = "horizontal"
page = "四六判"
size = "13Q"
measure = 40
lines = 16
leading = 1.8
numerals = "kanji"
latin = "upright"
quotes = "vertical"
line-numbers = true
profile = "loose"
notes.author = "foot"
notes.translator = "inline"
notes.apparatus = "end"

[outputs]
formats = ["tei", "epub"]
variant = "pdf/x-4"

[[suppress]]
code = "LAY-010"
reason = "seen"
"""
    )
    assert found == []
    assert edition.title == "組版"
    assert edition.date == datetime.date(2026, 4, 1)
    assert [(one.id, one.role, one.reading) for one in edition.people] == [("ed1", "校訂者", "はなこ")]
    assert [(one.siglum, one.id, one.base) for one in edition.witnesses] == [("甲", "wit-甲", True)]
    assert edition.layout == Layout(
        writing="horizontal",
        page=(127.0, 188.0),
        size=pytest.approx(9.212598),
        measure=40,
        lines=16,
        leading=1.8,
        notes={"author": "foot", "translator": "inline", "apparatus": "end"},
        forms={writing: Forms("kanji", "upright", "vertical") for writing in ("vertical", "horizontal")},
        line_numbers=LineNumbers(5),
        profile="loose",
    )
    assert (edition.formats, edition.variant) == (("tei", "epub"), "pdf/x-4")
    assert [(one.code, one.reason) for one in edition.suppressed] == [("LAY-010", "seen")]


def test_a_rule_for_each_direction() -> None:
    edition, found, _ = read(
        '[layout]\nlatin = "upright"\nnumerals = {vertical = "kanji", horizontal = "arabic"}\n'
    )
    assert found == []
    assert edition.layout.forms == {
        "vertical": Forms("kanji", "upright"),
        "horizontal": Forms("arabic", "upright"),
    }


def test_a_rule_for_one_direction_leaves_the_other() -> None:
    edition, found, _ = read('[layout.quotes]\nvertical = "vertical"\n')
    assert found == []
    assert edition.layout.forms["horizontal"] == Forms()
    assert edition.layout.forms["vertical"] == Forms(quotes="vertical")


def test_the_texts_of_a_reader() -> None:
    edition, found, _ = read(
        '[edition]\nkind = "reader"\n[[texts]]\nedition = "../a"\nselect = "c1"\nheadnote = "序"\n'
        'writing = "vertical"\nnotes = "editor"\n'
    )
    assert found == []
    assert (edition.texts[0].edition, edition.texts[0].writing) == ("../a", "vertical")
    assert edition.texts[0].notes == "editor"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param('[edition]\ntitel = "題"', [("CFG-003", 2)], id="unknown key"),
        pytest.param("[editon]\n", [("CFG-003", 1)], id="unknown table"),
        pytest.param("[edition]\ntitle = 3", [("CFG-004", 2)], id="a number as title"),
        pytest.param("[edition]\nkind = 'book'", [("CFG-004", 2)], id="unknown kind"),
        pytest.param("[edition]\nlanguage = '日本語'", [("CFG-004", 2)], id="no language tag"),
        pytest.param("[edition]\ndate = 'soon'", [("CFG-004", 2)], id="no date"),
        pytest.param("[edition]\ndate = 1867-01-01", [("CFG-004", 2)], id="a date that no container holds"),
        pytest.param("[layout]\nlatin = 'standing'", [("CFG-004", 2)], id="no form"),
        pytest.param("[layout.numerals]\nvertical = 'roman'", [("CFG-004", 2)], id="no form for a direction"),
        pytest.param("[layout.numerals]\nsideways = 'kanji'", [("CFG-003", 2)], id="no direction"),
        pytest.param("[layout]\nquotes = 3", [("CFG-004", 2)], id="a number as form"),
        pytest.param('edition = "題"', [("CFG-004", 1)], id="no table"),
        pytest.param('people = "花子"', [("CFG-004", 1)], id="no tables"),
        pytest.param('[[people]]\nname = "花子"', [("CFG-005", 1)], id="a person without id"),
        pytest.param('[[people]]\nid = "1"\nname = "花子"', [("CFG-004", 2)], id="no id"),
        pytest.param("[[witnesses]]\nsiglum = '甲 乙'", [("CFG-004", 2)], id="a siglum of two words"),
        pytest.param(
            "[[witnesses]]\nsiglum='甲'\nbase=true\n[[witnesses]]\nsiglum='乙'\nbase=true",
            [("CFG-006", 6)],
            id="two bases",
        ),
        pytest.param("[[witnesses]]\nsiglum='甲'\nfile='/etc/passwd'", [("CFG-007", 3)], id="absolute path"),
        pytest.param("[[witnesses]]\nsiglum='甲'\nfile='none.txt'", [("CFG-008", 3)], id="no file"),
        pytest.param("[layout]\nwriting = 'diagonal'", [("CFG-004", 2)], id="direction"),
        pytest.param("[layout]\npage = 'A55'", [("CFG-004", 2)], id="page"),
        pytest.param("[layout]\nmeasure = 2", [("CFG-004", 2)], id="short measure"),
        pytest.param("[layout]\nmeasure = true", [("CFG-004", 2)], id="true as measure"),
        pytest.param("[layout]\nmeasure = 20.5", [("CFG-004", 2)], id="half a character"),
        pytest.param("[layout]\nsize = 'large'", [("CFG-004", 2)], id="size"),
        pytest.param("[layout]\nleading = 0", [("CFG-004", 2)], id="leading"),
        pytest.param("[layout]\nnotes = 'foot'", [("CFG-004", 2)], id="notes of no series"),
        pytest.param("[layout]\n[layout.notes]\nauthor = 'top'", [("CFG-004", 3)], id="place of notes"),
        pytest.param("[outputs]\nformats = []", [("CFG-004", 2)], id="no products"),
        pytest.param("[outputs]\nformats = ['docx']", [("CFG-004", 2)], id="unknown product"),
        pytest.param("[outputs]\nvariant = 'pdf/x-1'", [("CFG-004", 2)], id="unknown variant"),
        pytest.param("[[suppress]]\ncode = 'LAY-010'", [("CFG-005", 1)], id="no reason"),
        pytest.param("[[suppress]]\ncode = 'all'\nreason = 'x'", [("CFG-004", 2)], id="no code"),
        pytest.param('[edition]\ntitle = "a\\u0001b"', [("CFG-004", 2)], id="control character"),
    ],
)
def test_faults(text: str, found: list[tuple[str, int]]) -> None:
    _, codes, findings = read(text)
    assert codes == found
    assert all(one.hint for one in findings)


def test_one_fault_does_not_hide_another() -> None:
    edition, found, _ = read(
        '[edition]\ntitle = 3\ncreator = "著者"\n[layout]\npage = 5\nwriting = "horizontal"\n'
    )
    assert found == [("CFG-004", 2), ("CFG-004", 5)]
    assert (edition.creator, edition.layout.writing) == ("著者", "horizontal")


@pytest.mark.parametrize(("key", "near"), [("titel", "title"), ("creater", "creator"), ("lang", "language")])
def test_the_nearest_key_is_named(key: str, near: str) -> None:
    _, _, findings = read(f'[edition]\n{key} = "x"')
    assert f"did you mean {near}?" in [one.hint for one in findings]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[edition]\ntitle = 題\n", 2),
        ('[edition]\ntitle = "題\n', 2),
        ("[edition]\ntitle = '''題\n\n", 4),
        ("[edition]\n[edition]\n", 2),
        ("a = " + "[" * 5000, 0),
    ],
)
def test_no_toml(text: str, line: int) -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        config.read(text.encode(), Path("slug"), findings)
    assert [(one.code, one.where.line) for one in findings] == [("CFG-002", line)]


def test_not_utf_8() -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        config.read('[edition]\ntitle = "題"\n'.encode("cp932"), Path("slug"), findings)
    assert [(one.code, one.where.line) for one in findings] == [("CFG-002", 2)]


def test_a_byte_order_mark_and_windows_line_ends_are_nothing() -> None:
    edition, found, _ = read('\ufeff[edition]\r\ntitle = "題"\r\ntitel = "x"\r\n')
    assert edition.title == "題"
    assert found == [("CFG-003", 3)]


def test_a_suppressed_warning_goes_and_an_error_stays() -> None:
    edition, _, _ = read('[[suppress]]\ncode = "TEI-001"\nreason = "seen"\n')
    findings = Findings()
    findings.warning("TEI-001", "a")
    findings.error("TEI-001", "b")
    findings.warning("TEI-002", "c")
    assert [one.message for one in edition.kept(findings)] == ["b", "c"]


def test_a_file_of_the_edition_may_not_be_a_link_out_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "slug"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("秘")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    _, found, _ = read('[[witnesses]]\nsiglum = "甲"\nfile = "link.txt"', folder)
    assert found == [("CFG-007", 3)]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ('subjects = "組版"', "subjects"),
        ('subjects = [""]', "subjects"),
        ('series = "叢書"\nseries-number = "第二"', "series-number"),
        ('certifier = "会"\ncertifier-report = "報告"', "certifier-report"),
        ('embed-fonts = "yes"', "embed-fonts"),
    ],
)
def test_wrong_values_of_the_e_book(written: str, key: str) -> None:
    findings = Findings()
    config.read(f"[epub]\n{written}\n".encode(), Path("slug"), findings)
    assert [(one.code, one.message.split()[0]) for one in findings] == [("CFG-004", f"epub.{key}")]


@pytest.mark.parametrize("written", ['series-number = "2"', 'certifier-credential = "検査員"'])
def test_what_belongs_to_something_that_is_missing(written: str) -> None:
    findings = Findings()
    config.read(f"[epub]\n{written}\n".encode(), Path("slug"), findings)
    assert [one.code for one in findings] == ["CFG-005"]


def test_the_apparatus() -> None:
    edition, found, _ = read(
        '[apparatus]\nplace = "end"\nlayers = {orthography = "book", "異国本" = "none"}\npositive = true\nrun-in = false\n'
        'gather = false\nshorten = 20\nends = 5\nseparator = "："\nemendations = false\nnormalizations = "all"\n'
        'reasons = true\nprinciples = "front"\nsigla = "none"\n'
    )
    assert found == []
    layers: dict[str, ApparatusPlace] = {"orthography": "book", "異国本": "none"}
    assert edition.apparatus == Apparatus(
        "end", layers, True, False, False, 20, 5, "：", False, "all", True, "front", "none"
    )
    assert read("")[0].apparatus == Apparatus()
    assert read("[apparatus]\nshorten = 0\n")[0].apparatus.shorten == 0


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('place = "head"', "CFG-004"),
        ('layers = {variants = "side"}', "CFG-004"),
        ('layers = "variants"', "CFG-004"),
        ("ends = 7", "CFG-004"),
        ("shorten = 1", "CFG-004"),
        ("positive = 1", "CFG-004"),
        ('normalizations = "some"', "CFG-004"),
        ("lemma = 3", "CFG-003"),
    ],
)
def test_faults_of_the_apparatus(line: str, code: str) -> None:
    _, found, _ = read(f"[apparatus]\n{line}\n")
    assert found == [(code, 2)]


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        ("true", LineNumbers(5)),
        ("false", LineNumbers(0)),
        ("10", LineNumbers(10)),
        ('{by = "section"}', LineNumbers(5, "section")),
        ('{every = 3, by = "chapter", side = "after"}', LineNumbers(3, "chapter", "after")),
    ],
)
def test_line_numbers(value: str, numbers: LineNumbers) -> None:
    edition, found, _ = read(f"[layout]\nline-numbers = {value}\n")
    assert found == []
    assert edition.layout.line_numbers == numbers


@pytest.mark.parametrize("value", ['"five"', "200", '{by = "book"}', '{side = "top"}', "{every = -1}"])
def test_line_numbers_that_cannot_be(value: str) -> None:
    assert read(f"[layout]\nline-numbers = {value}\n")[1] == [("CFG-004", 2)]
