"""The package as it is installed: a wheel holds all that a build reads, and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the contents of a wheel that was built just now."""
    made = tmp_path_factory.mktemp("wheel")
    # What the working copy holds beside the commit (caches, products) is left out by the build itself.
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = made.glob("*.whl")
    folder = made / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_holds_the_package_and_its_data(installed: Path) -> None:
    def files(folder: Path) -> set[str]:
        found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return {path.relative_to(folder).as_posix() for path in found}

    wanted = files(ROOT / "edition") | {f"styles/{name}" for name in files(ROOT / "styles")}
    assert files(installed / "edition") == wanted
    assert "styles/text.css" in wanted


def test_the_wheel_holds_its_licence(installed: Path) -> None:
    (licence,) = installed.glob("edition-*.dist-info/licenses/LICENSE")
    assert licence.read_bytes() == (ROOT / "LICENSE").read_bytes()


@pytest.mark.slow
def test_the_installed_program_makes_a_book(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True, timeout=120
        )
        return done.stdout

    where = run("-c", "import edition; print(edition.__file__)")
    assert Path(where.strip()).is_relative_to(installed)
    run("-m", "edition", "new", "book")
    run("-m", "edition", "build", "book", "-o", "out", "--to", "epub,pdf,tei,html")
    made = {path.name for path in (tmp_path / "out" / "book").iterdir()}
    assert made == {"book.epub", "book.pdf", "book.xml", "book.html", "report.json"}
