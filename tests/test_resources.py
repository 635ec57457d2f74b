"""The program's own data, in a checkout and in a wheel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from edition import resources


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """The folders are looked for once a process: not in these tests."""
    resources.styles.cache_clear()
    resources.style.cache_clear()
    yield
    resources.styles.cache_clear()
    resources.style.cache_clear()


@pytest.mark.parametrize("folder", ["edition/styles", "styles"])
def test_stylesheets_are_found_in_a_wheel_and_in_a_checkout(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "edition").mkdir()
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "text.css").write_text("p {}", encoding="utf-8")
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "edition")
    assert resources.style("text.css") == "p {}"


def test_the_wheel_s_stylesheets_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("edition/styles", "styles"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "edition")
    assert resources.styles() == tmp_path / "edition" / "styles"


def test_an_incomplete_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "edition")
    with pytest.raises(FileNotFoundError, match="incomplete"):
        resources.styles()


@pytest.mark.parametrize("name", ["../pyproject.toml", "/etc/passwd", "a/b.css"])
def test_a_stylesheet_has_no_folder(name: str) -> None:
    with pytest.raises(FileNotFoundError, match="without a folder"):
        resources.style(name)


def test_the_cache_is_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = resources.cache("fonts", "serif.otf")
    assert path == tmp_path / "cache" / "edition" / "fonts" / "serif.otf"
    assert path.parent.is_dir()
    assert not path.exists()
    assert resources.cache().is_dir()


@pytest.mark.parametrize("value", [None, "", "relative"])
def test_the_cache_otherwise(value: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    if value is None:
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", value)
    assert resources.cache("x") == tmp_path / ".cache" / "edition" / "x"
