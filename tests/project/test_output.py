"""Products come to their place all or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.diagnostics import Findings, Unusable
from edition.project import output


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_folder_is_made_with_all_above_it(tmp_path: Path) -> None:
    output.replace(tmp_path / "a" / "b", {"x": b"1", "c/y": b"2"}, Findings())
    assert tree(tmp_path) == {"a/b/x": "1", "a/b/c/y": "2"}


def test_what_is_not_replaced_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "b"
    output.replace(target, {"x": b"1", "y": b"2"}, Findings())
    (target / "own").mkdir()
    (target / "own" / "x").write_text("mine")
    (target / "link").symlink_to("own/x")
    output.replace(target, {"x": b"3"}, Findings())
    assert tree(target) == {"x": "3", "y": "2", "own/x": "mine", "link": "mine"}
    assert (target / "link").is_symlink()
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


@pytest.mark.parametrize("moment", ["write_bytes", "rename"])
def test_a_fault_leaves_the_old_folder(moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "b"
    output.replace(target, {"x": b"1"}, Findings())
    calls: list[Path] = []

    def full(self: Path, *_: object) -> Path:
        calls.append(self)
        # The first renaming puts the old folder aside; the second, of the new one, is what fails.
        if moment == "rename" and len(calls) == 1:
            return self.replace(target.with_name(f".{target.name}.aside"))
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, moment, full)
        findings = Findings()
        with pytest.raises(Unusable):
            output.replace(target, {"x": b"2"}, findings)
    assert [one.code for one in findings] == ["CFG-014"]
    assert "No space left" in next(iter(findings)).message
    if moment == "write_bytes":
        assert tree(tmp_path) == {"b/x": "1"}


def test_the_old_folder_comes_back_when_the_new_one_cannot_take_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b"
    output.replace(target, {"x": b"1"}, Findings())
    rename = Path.rename

    def failing(self: Path, other: Path) -> Path:
        if self.name.endswith(".new"):
            raise OSError(5, "Input/output error")
        return rename(self, other)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", failing)
        with pytest.raises(Unusable):
            output.replace(target, {"x": b"2"}, Findings())
    assert tree(tmp_path) == {"b/x": "1"}


@pytest.mark.parametrize("out", ["file", "file/below"])
def test_a_file_in_the_way(out: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "edition").mkdir()
    findings = Findings()
    with pytest.raises(Unusable):
        output.demand(tmp_path / out, "slug", tmp_path / "edition", findings)
    assert [one.code for one in findings] == ["CFG-013"]


def test_the_edition_s_own_folder_is_no_target(tmp_path: Path) -> None:
    edition = tmp_path / "source" / "slug"
    edition.mkdir(parents=True)
    for out, slug in ((edition.parent, "slug"), (tmp_path, "source")):
        findings = Findings()
        with pytest.raises(Unusable):
            output.demand(out, slug, edition, findings)
        assert [one.code for one in findings] == ["CFG-013"]
    assert output.demand(edition, "slug", edition, Findings()) == edition / "slug"
