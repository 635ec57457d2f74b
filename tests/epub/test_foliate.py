"""Our e-books in a reading system, foliate-js in Chromium: directions, turning, notes, contents, ruby, 縦中横."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from edition.diagnostics import Findings
from edition.render import Writing
from tests.epub import browser
from tests.epub.books import TEXTS, WRITINGS, tree
from tests.epub.conftest import Opened, book_of

pytestmark = pytest.mark.slow

XHTML = "{http://www.w3.org/1999/xhtml}"
#: A volume of texts in both directions, which are tried by themselves.
READER = "source-press-reader"
NAMES = [
    name for name in TEXTS if name == "essay" or (name.startswith(("source-", "seeds-")) and name != READER)
]
CASES = [(name, writing) for name in NAMES for writing in WRITINGS]


class Read:
    """A book, and what was seen of it."""

    def __init__(self, name: str, writing: Writing, folder: Path) -> None:
        data = book_of(tree(TEXTS[name]), writing, Findings())
        (folder / "book.epub").write_bytes(data)
        arguments = [str(browser.PACKAGES), "book.epub"]
        self.book = Opened(data)
        self.writing = writing
        self.seen: dict[str, Any] = json.loads(
            browser.run(browser.HOME / "read.mjs", arguments, folder, timeout=240)
        )


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Each book is opened once."""
    done: dict[tuple[str, Writing], Read] = {}

    def opened(name: str, writing: Writing) -> Read:
        if (name, writing) not in done:
            done[name, writing] = Read(name, writing, tmp_path_factory.mktemp("read"))
        return done[name, writing]

    return opened


def plain(text: str) -> str:
    """Words without readings of ruby and white space, as a table of contents has them."""
    return re.sub(r"（[ぁ-ゖァ-ヺー]+）|\s", "", text)


@pytest.mark.parametrize(("name", "writing"), CASES)
def test_direction_and_turning(read: Any, name: str, writing: Writing) -> None:
    seen = read(name, writing).seen
    assert seen["faults"] == []
    expected = ("rtl", "vertical-rl") if writing == "vertical" else ("ltr", "horizontal-tb")
    assert (seen["dir"], seen["writing"]) == expected
    turned = seen["turned"]
    # foliate-js counts an empty page before and after.
    if turned["before"] + 2 >= turned["pages"]:
        pytest.skip("the chapter ends on the page that is shown")
    # In vertical books the next page is to the left.
    step = 1 if writing == "vertical" else -1
    assert (turned["left"], turned["back"]) == (turned["before"] + step, turned["before"])


@pytest.mark.parametrize(("name", "writing"), CASES)
def test_contents_and_pages_lead_to_their_places(read: Any, name: str, writing: Writing) -> None:
    one = read(name, writing)
    assert len(one.seen["toc"]) >= 3
    for entry in one.seen["toc"]:
        label = plain(entry["label"])
        assert plain(entry["words"])[: len(label)].startswith(label[: len(plain(entry["words"]))]), entry
    for entry in one.seen["pages"]:
        place = one.book.xml(entry["file"].removeprefix("EPUB/")).find(f".//*[@id='{entry['id']}']")
        assert place is not None
        assert (place.get("role"), place.get("aria-label")) == ("doc-pagebreak", entry["label"])


@pytest.mark.parametrize(("name", "writing"), CASES)
def test_notes_pop_up_with_their_words(read: Any, name: str, writing: Writing) -> None:
    one = read(name, writing)
    notes = {
        aside.get("id"): re.sub(r"\s", "", "".join(aside.itertext()))
        for file in one.book.names
        if file.endswith(".xhtml")
        for aside in one.book.xml(file.removeprefix("EPUB/")).iter(f"{XHTML}aside")
    }
    if notes and name == "essay":
        assert len(one.seen["calls"]) == 4
    for call in one.seen["calls"]:
        assert call.get("type") == "footnote", call
        assert re.sub(r"\s", "", call["text"]) == notes[call["target"]]


@pytest.mark.parametrize("writing", WRITINGS)
def test_ruby_stands_beside_its_base(read: Any, writing: Writing) -> None:
    pairs = read("essay", writing).seen["ruby"]
    assert pairs
    for pair in pairs:
        base, reading = pair["base"], pair["reading"]
        if writing == "vertical":
            assert reading["x"] > base["x"] + base["width"] / 2
            assert abs(reading["y"] + reading["height"] / 2 - base["y"] - base["height"] / 2) < 2
        else:
            assert reading["y"] + reading["height"] < base["y"] + base["height"] / 2
            assert abs(reading["x"] + reading["width"] / 2 - base["x"] - base["width"] / 2) < 2


def test_short_numbers_stand_in_one_square(read: Any) -> None:
    groups = read("essay", "vertical").seen["tcy"]
    assert {"12", "51", "!!"} <= {group["text"] for group in groups}
    for group in groups:
        # A line that is spaced out to its end has a little more.
        assert group["height"] == pytest.approx(group["em"], rel=0.15)
        assert group["width"] < 1.3 * group["em"]


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_reader_opens_in_its_binding_and_leads_to_its_texts(read: Any, writing: Writing) -> None:
    """Pages go on as the volume is bound; each text of the contents is found under its unit."""
    seen = read(READER, writing).seen
    assert seen["faults"] == []
    assert seen["dir"] == ("rtl" if writing == "vertical" else "ltr")
    for entry in seen["toc"]:
        assert plain(entry["label"]) in plain(entry["words"]) or entry["label"].startswith("第"), entry
