"""Themes: the program's own make every sample, and a folder of the edition's is read as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition import resources
from edition.diagnostics import Findings
from edition.project import config
from edition.project.config.model import Edition


def read(toml: str, folder: Path, **wanted: str) -> tuple[Edition, list[tuple[str, str, int]]]:
    """The edition, and (code, file, line) of what is wrong."""
    findings = Findings()
    edition = config.read(toml.encode(), folder, findings, **wanted)  # type: ignore[arg-type]
    return edition, [(one.code, one.where.file, one.where.line) for one in findings]


@pytest.mark.parametrize("name", resources.themes())
@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_the_programs_own(name: str, writing: str, tmp_path: Path) -> None:
    edition, found = read(f'[layout]\nwriting = "{writing}"\ntheme = "{name}"\n', tmp_path)
    assert found == []
    assert edition.layout.writing == writing
    plain, _ = read(f'[layout]\nwriting = "{writing}"\n', tmp_path)
    assert edition.layout != plain.layout


def test_all_four_are_there() -> None:
    assert set(resources.themes()) == {"bunko", "academic", "wide-margin", "large-print"}


def test_the_edition_goes_before_its_theme_and_the_command_line_before_both(tmp_path: Path) -> None:
    toml = '[layout]\ntheme = "bunko"\nsize = 12\n[matter]\nhalf-title = false\n'
    edition, _ = read(toml, tmp_path)
    assert (edition.layout.size, edition.layout.page) == (12, (105.0, 148.0))
    assert not edition.matter.half_title
    edition, _ = read(toml, tmp_path, theme="academic")
    assert (edition.layout.size, edition.layout.page) == (9, (150.0, 220.0))
    assert edition.matter.half_title


def test_the_direction_that_is_wished_has_its_measure(tmp_path: Path) -> None:
    toml = '[layout]\nwriting = "vertical"\ntheme = "bunko"\n'
    assert read(toml, tmp_path)[0].layout.lines == 16
    assert read(toml, tmp_path, writing="horizontal")[0].layout.lines == 23


def test_a_folder_of_the_editions_own(tmp_path: Path) -> None:
    (tmp_path / "look").mkdir()
    settings = '[layout]\npage = "四六判"\nrunning-heads = {left = "author", right = "none"}\n[layout.notes]\neditor = "end"\n'
    (tmp_path / "look" / "theme.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "look" / "theme.css").write_text("h1{color:gray}", encoding="utf-8")
    edition, found = read('[layout]\ntheme = "look"\n[layout.notes]\nauthor = "end"\n', tmp_path)
    assert found == []
    assert edition.layout.page == (127.0, 188.0)
    assert edition.layout.paging.heads == ("author", "none")
    assert dict(edition.layout.notes) == {"editor": "end", "author": "end"}
    assert edition.theme_css == "h1{color:gray}"


def test_what_is_wrong_in_a_theme_is_told_with_its_line(tmp_path: Path) -> None:
    """And nothing of it is taken."""
    (tmp_path / "look").mkdir()
    settings = "[layout]\nsize = 10\n[vertical]\nlines = 999\n[matter]\nindexx = true\n"
    (tmp_path / "look" / "theme.toml").write_text(settings, encoding="utf-8")
    edition, found = read('[layout]\ntheme = "look"\n', tmp_path)
    assert sorted(found) == [("CFG-003", "look/theme.toml", 6), ("CFG-004", "look/theme.toml", 4)]
    assert edition.layout.size == 9.5


@pytest.mark.parametrize("name", ["nothing", "../outside", "edition.toml"])
def test_what_is_no_theme(name: str, tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text("", encoding="utf-8")
    (tmp_path.parent / "outside").mkdir(exist_ok=True)
    (tmp_path.parent / "outside" / "theme.toml").write_text("", encoding="utf-8")
    assert [code for code, *_ in read(f'[layout]\ntheme = "{name}"\n', tmp_path)[1]] == ["CFG-030"]
