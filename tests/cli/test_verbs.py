"""Every verb on a small edition: what it prints, writes and ends with."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from typer.testing import CliRunner, Result

from edition.cli import app

MakeEdition = Callable[..., Path]

BAD_LAYER = "by: ed1\nannotations:\n  - {on: 活版, kind: emphasis}\n"
DOUBTFUL = "by: ed1\nannotations:\n  - {on: {in: p2, quote: 植字}, kind: emphasis}\n"

#: Paragraphs of a text as they come out of a PDF.
PARAGRAPHS = [
    "活字は箱に並んでいる。箱には仕切りがあって、一つの仕切りに一つの字が入る。よく使う字は手前にあり、めったに使わない字は奥にある。",
    "拾う人は原稿を左の手に持って、右の手で字を拾う。字は裏返しに彫られているので、慣れないうちは読むことができない。速い人は一日に"
    "一万字を拾うという。",
    "拾われた字は組む人のところへ行く。組む人は字のあいだに込め物を入れて、行の長さをそろえる。終わりに一字だけ余ったときには、前の"
    "行を少しずつ詰めてその一字を入れる。",
]


def wrapped(width: int) -> str:
    """The text in lines of so many characters, each paragraph's first one indented."""
    lines = ["活字の箱", ""]
    for paragraph in PARAGRAPHS:
        text = "　" + paragraph
        lines += [text[at : at + width] for at in range(0, len(text), width)]
    return "\n".join(lines) + "\n"


SOURCE = wrapped(36)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)


def report(result: Result) -> dict[str, Any]:
    value = json.loads(result.stdout)
    assert isinstance(value, dict)
    return value


def tree(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files too."""
    if not folder.exists():
        return {}
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# --- check


def test_a_clean_edition_has_no_findings(edition: Path) -> None:
    result = run("check", edition)
    assert (result.exit_code, result.stdout) == (0, "tiny: nothing to report\n")


def test_check_shows_place_code_and_remedy(make_edition: MakeEdition) -> None:
    folder = make_edition(layers__bad_yaml=BAD_LAYER)
    result = run("check", folder)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{folder}/layers/bad.yaml:3#bad-1: error LAY-005: 「活版」 is not in the text",
        "    quote the words as the source has them, without note marks",
        "tiny: 1 error",
    ]


def test_a_doubtful_edition_is_good(make_edition: MakeEdition) -> None:
    result = run("check", make_edition(layers__doubt_yaml=DOUBTFUL), "--json")
    assert result.exit_code == 0
    assert [one["code"] for one in report(result)["diagnostics"]] == ["LAY-010"]


def test_a_warning_is_suppressed_with_a_reason(make_edition: MakeEdition) -> None:
    folder = make_edition(layers__doubt_yaml=DOUBTFUL)
    config = folder / "edition.toml"
    config.write_text(config.read_text() + '\n[[suppress]]\ncode = "LAY-010"\nreason = "looked at"\n')
    assert report(run("check", folder, "--json"))["diagnostics"] == []


def test_check_of_several(make_edition: MakeEdition) -> None:
    folders = [make_edition("one"), make_edition("two", layers__bad_yaml=BAD_LAYER)]
    result = run("check", *folders, "--json")
    assert result.exit_code == 1
    assert [(one["slug"], len(one["diagnostics"])) for one in json.loads(result.stdout)] == [
        ("one", 0),
        ("two", 1),
    ]


def test_all_findings_at_once(make_edition: MakeEdition) -> None:
    folder = make_edition(layers__bad_yaml=BAD_LAYER, layers__worse_yaml="by: [", style_css=b"\xff")
    config = folder / "edition.toml"
    config.write_text(config.read_text().replace("[layout]", "[layout]\npage = 'A99'"))
    codes = {one["code"] for one in report(run("check", folder, "--json"))["diagnostics"]}
    assert codes == {"CFG-004", "CFG-016", "LAY-001", "LAY-005"}


def test_check_writes_nothing(edition: Path) -> None:
    before = tree(edition.parent)
    run("check", edition)
    assert tree(edition.parent) == before


# --- build


def test_build_writes_what_was_asked_for_and_a_report(edition: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("build", edition, "-o", out, "--to", "tei,html", "--json")
    assert result.exit_code == 0
    assert sorted(tree(out)) == ["tiny/report.json", "tiny/tiny.html", "tiny/tiny.xml"]
    assert json.loads((out / "tiny" / "report.json").read_text(encoding="utf-8")) == report(result)


def test_the_report_has_the_shape_of_the_design(edition: Path, tmp_path: Path) -> None:
    shape = report(run("build", edition, "-o", tmp_path / "out", "--to", "tei", "--json"))
    assert list(shape) == ["slug", "diagnostics", "ledger", "outputs"]
    assert list(shape["ledger"]) == ["source", "text", "notes", "furniture", "unaccounted"]
    assert all(isinstance(count, int) for count in shape["ledger"].values())
    assert shape["ledger"]["source"] > 0
    (product,) = shape["outputs"]
    made = (tmp_path / "out" / "tiny" / product["path"]).read_bytes()
    assert product == {"path": "tiny.xml", "sha256": hashlib.sha256(made).hexdigest(), "pages": 0}


def test_the_tei_carries_header_and_layers(edition: Path, tmp_path: Path) -> None:
    run("build", edition, "-o", tmp_path, "--to", "tei")
    root = etree.parse(tmp_path / "tiny" / "tiny.xml").getroot()
    names = {"t": "http://www.tei-c.org/ns/1.0"}

    def said(path: str) -> list[str]:
        return [str(one) for one in root.xpath(path, namespaces=names)]

    assert said("//t:titleStmt/t:title[@type='main']/text()") == ["組版の話"]
    assert said("//t:titleStmt/t:title[@type='reading']/text()") == ["くみはんのはなし"]
    assert said("//t:titleStmt/t:author/text()") == ["試験 太郎"]
    assert said("//t:respStmt/t:name/@xml:id") == ["ed1"]
    assert said("//t:idno/text()") == ["urn:uuid:00000000-0000-4000-8000-000000000001"]
    assert said("//t:publicationStmt/t:date/@when") == ["2026-01-02"]
    assert said("//t:language/@ident") == ["ja"]
    assert said("//t:note[@type='editor']/@resp") == ["#ed1"]


def test_a_failed_build_leaves_everything_as_it_was(make_edition: MakeEdition, tmp_path: Path) -> None:
    out = tmp_path / "out"
    folder = make_edition()
    run("build", folder, "-o", out, "--to", "tei")
    before = tree(out)
    (folder / "layers" / "bad.yaml").write_text(BAD_LAYER)
    result = run("build", folder, "-o", out, "--to", "tei,html")
    assert result.exit_code == 1
    assert "LAY-005" in result.stdout
    assert "nothing was written" in result.stdout
    assert tree(out) == before


def test_a_failed_first_build_makes_no_folder(make_edition: MakeEdition, tmp_path: Path) -> None:
    run("build", make_edition(layers__bad_yaml=BAD_LAYER), "-o", tmp_path / "out", "--to", "tei")
    assert not (tmp_path / "out").exists()


def test_what_is_not_made_again_stays(edition: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", edition, "-o", out, "--to", "html")
    (out / "tiny" / "my.txt").write_text("own")
    run("build", edition, "-o", out, "--to", "tei")
    assert sorted(tree(out)) == ["tiny/my.txt", "tiny/report.json", "tiny/tiny.html", "tiny/tiny.xml"]


def test_the_same_input_gives_the_same_bytes(edition: Path, tmp_path: Path) -> None:
    for out in ("a", "b"):
        run("build", edition, "-o", tmp_path / out, "--to", "tei,html")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_the_direction_of_writing_is_wished(edition: Path, tmp_path: Path) -> None:
    for writing in ("vertical", "horizontal"):
        run("build", edition, "-o", tmp_path / writing, "--to", "html", "--writing", writing)
        assert f'class="{writing}"' in (tmp_path / writing / "tiny" / "tiny.html").read_text(encoding="utf-8")


def test_several_editions_in_several_processes(make_edition: MakeEdition, tmp_path: Path) -> None:
    folders = [make_edition("one"), make_edition("two", layers__bad_yaml=BAD_LAYER), make_edition("three")]
    result = run("build", *folders, "-o", tmp_path / "out", "--to", "tei", "-j", "2", "--json")
    assert result.exit_code == 1
    assert [one["slug"] for one in json.loads(result.stdout)] == ["one", "two", "three"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["one", "three"]


@pytest.mark.parametrize("out", [".", ".."])
def test_a_build_never_takes_the_edition_s_place(
    out: str, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(edition)
    before = tree(edition)
    result = run("build", ".", "-o", out, "--to", "tei")
    assert tree(edition) == before or out == "."
    assert result.exit_code == (0 if out == "." else 1)


# --- new


def test_a_new_edition_is_clean_and_builds(tmp_path: Path) -> None:
    folder = tmp_path / "first"
    assert run("new", folder).exit_code == 0
    assert {path.name for path in folder.iterdir()} == {
        "README.md",
        "edition.toml",
        "layers",
        "source",
        "style.css",
        "text.xml",
        "witnesses",
    }
    assert report(run("check", folder, "--json"))["diagnostics"] == []
    shape = report(run("build", folder, "-o", tmp_path / "out", "--to", "tei,html", "--json"))
    assert shape["diagnostics"] == []
    assert len(shape["outputs"]) == 2


def test_new_in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert run("new", ".").exit_code == 0
    assert (Path.cwd() / "edition.toml").is_file()


def test_new_takes_the_date_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    run("new", tmp_path / "first")
    assert "date = 2001-09-09" in (tmp_path / "first" / "edition.toml").read_text(encoding="utf-8")


# --- ingest


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "box.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def test_ingest_makes_an_edition_that_builds(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "box"
    made = report(run("ingest", source, "-o", folder, "--json"))
    assert made["ledger"]["unaccounted"] == 0
    assert made["ledger"]["source"] == len(SOURCE)
    assert sorted(tree(folder)) == [
        "edition.toml",
        "source/box.txt",
        "source/box.txt.ledger.tsv",
        "text.xml",
    ]
    assert (folder / "source" / "box.txt").read_bytes() == source.read_bytes()
    shape = report(run("build", folder, "-o", tmp_path / "out", "--to", "tei", "--json"))
    assert shape["ledger"] == made["ledger"]
    assert len(shape["outputs"]) == 1


def test_ingest_again_changes_nothing(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "box"
    run("ingest", source, "-o", folder)
    before = tree(folder)
    assert run("ingest", source, "-o", folder).exit_code == 0
    assert tree(folder) == before


def test_ingest_of_other_wraps_keeps_ids_and_configuration(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "box"
    run("ingest", source, "-o", folder)
    (folder / "edition.toml").write_text('[edition]\ntitle = "my own"\n')
    ids = set(etree.parse(folder / "text.xml").getroot().xpath("//@xml:id"))
    source.write_text(wrapped(30), encoding="utf-8")
    assert run("ingest", source, "-o", folder).exit_code == 0
    assert set(etree.parse(folder / "text.xml").getroot().xpath("//@xml:id")) == ids
    assert "my own" in (folder / "edition.toml").read_text()
    assert (folder / "source" / "box.txt").read_text(encoding="utf-8") == wrapped(30)


def test_ingest_does_not_overwrite_an_editor_s_text(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "box"
    run("ingest", source, "-o", folder)
    text = folder / "text.xml"
    text.write_text(text.read_text(encoding="utf-8").replace("仕切り", "枠"), encoding="utf-8")
    before = tree(folder)
    result = run("ingest", source, "-o", folder)
    assert result.exit_code == 1
    assert "ING-091" in result.stdout
    assert tree(folder) == before
    assert run("ingest", source, "-o", folder, "--force").exit_code == 0
    assert "仕切り" in text.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \n\n", id="blank"),
        pytest.param("活字は".encode() + b"\xff" + "箱に".encode(), id="not UTF-8"),
        pytest.param("活字".encode("utf-16") + b"\x00\xd8", id="half a character"),
        pytest.param(b"PK\x03\x04\x00\x00\x00", id="binary"),
        pytest.param(
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>',
            id="entity",
        ),
    ],
)
def test_a_source_that_cannot_be_read_is_one_finding(data: bytes, tmp_path: Path) -> None:
    source = tmp_path / "bad.txt"
    source.write_bytes(data)
    result = run("ingest", source, "-o", tmp_path / "out", "--json")
    assert result.exit_code == 1
    assert len(report(result)["diagnostics"]) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_no_source_is_one_finding(name: str, tmp_path: Path) -> None:
    result = run("ingest", tmp_path / name, "-o", tmp_path / "out", "--json")
    assert result.exit_code == 1
    assert [one["code"] for one in report(result)["diagnostics"]] == ["ING-090"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(b"", "TEI-001", id="empty"),
        pytest.param("活字".encode("cp932"), "TEI-002", id="not UTF-8"),
        pytest.param(
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>', "TEI-003", id="entity"
        ),
        pytest.param(b"<TEI", "TEI-004", id="malformed"),
    ],
)
@pytest.mark.parametrize("verb", ["check", "build"])
def test_a_text_that_cannot_be_read_is_one_finding(
    verb: str, text: bytes, code: str, make_edition: MakeEdition, tmp_path: Path
) -> None:
    options = ["-o", str(tmp_path / "out")] if verb == "build" else []
    result = run(verb, make_edition(text_xml=text), *options, "--json")
    assert result.exit_code == 1
    assert [one["code"] for one in report(result)["diagnostics"]] == [code]
    assert not (tmp_path / "out").exists()


def test_a_text_that_is_a_link_out_of_the_edition_is_not_read(
    make_edition: MakeEdition, tmp_path: Path
) -> None:
    folder = make_edition(text_xml=None)
    (tmp_path / "elsewhere.xml").write_text("<secret/>")
    (folder / "text.xml").symlink_to(tmp_path / "elsewhere.xml")
    assert [one["code"] for one in report(run("check", folder, "--json"))["diagnostics"]] == ["CFG-007"]


# --- doctor


def test_doctor_names_every_part() -> None:
    result = run("doctor", "--json")
    shape = report(result)
    assert result.exit_code == (0 if shape["good"] else 1)
    names = [part["name"] for part in shape["parts"]]
    assert {"Python", "lxml", "Pango", "Japanese fonts", "stylesheets", "cache"} <= set(names)
    assert all(part["good"] or part["remedy"] for part in shape["parts"])


def test_doctor_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    result = run("doctor")
    assert result.exit_code == 1
    assert "XDG_CACHE_HOME" in result.stdout


# --- as a program


def program(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(
        [sys.executable, "-m", "edition", *(str(one) for one in arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(root)},
    )


def test_a_program_in_a_pipe_is_silent_but_for_its_answer(edition: Path) -> None:
    done = program("check", edition)
    assert (done.returncode, done.stdout, done.stderr) == (0, "tiny: nothing to report\n", "")


def test_the_program_s_exit_codes(tmp_path: Path) -> None:
    assert program("check", tmp_path / "none").returncode == 1
    assert program("check").returncode == 2


# --- the book


def test_the_e_book_and_the_pages(edition: Path, tmp_path: Path) -> None:
    shape = report(run("build", edition, "-o", tmp_path / "out", "--json"))
    assert shape["diagnostics"] == []
    assert [one["path"] for one in shape["outputs"]] == ["tiny.epub", "tiny.pdf"]
    assert shape["outputs"][1]["pages"] >= 2
    assert (tmp_path / "out/tiny/tiny.epub").read_bytes().startswith(b"PK")
    assert (tmp_path / "out/tiny/tiny.pdf").read_bytes().startswith(b"%PDF")


def test_the_e_book_s_bytes_do_not_depend_on_what_else_is_made(edition: Path, tmp_path: Path) -> None:
    run("build", edition, "-o", tmp_path / "a", "--to", "epub")
    run("build", edition, "-o", tmp_path / "b", "--to", "html,epub,tei")
    book = Path("tiny/tiny.epub")
    assert (tmp_path / "a" / book).read_bytes() == (tmp_path / "b" / book).read_bytes()


def test_a_picture_outside_of_the_edition_is_not_read(make_edition: MakeEdition, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    folder = make_edition()
    text = folder / "text.xml"
    figure = '<figure xml:id="f1"><graphic url="../../secret.png"/></figure></div>'
    text.write_text(text.read_text(encoding="utf-8").replace("</div>", figure), encoding="utf-8")
    shape = report(run("build", folder, "-o", tmp_path / "out", "--to", "epub", "--json"))
    assert "CFG-007" in [one["code"] for one in shape["diagnostics"]]
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of this kind is not there")
def test_a_terminal_sees_progress(edition: Path, tmp_path: Path) -> None:
    import pty

    main, other = pty.openpty()
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "edition", "build", str(edition), "-o", str(tmp_path / "out"), "--to", "tei"],
        stdout=subprocess.PIPE,
        stderr=other,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(root), "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(other)
    shown = os.read(main, 65536).decode("utf-8", "replace")
    os.close(main)
    assert done.returncode == 0
    assert "0/1" in shown or "1/1" in shown
