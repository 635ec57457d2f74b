"""A chapter of the collated Genji against copies with variants of which it is known where they are."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from edition import ingest
from edition.collate import texts
from edition.collate.compare import compare
from edition.collate.proof import rebuilt
from edition.collate.variants import variants
from edition.diagnostics import Findings
from edition.project.collate import LAYER, collate
from edition.project.compile import compile_edition
from tests.collate.conftest import TOML, from_layer, main_text

#: Seeded variants: so many, no two nearer than this.
COUNT, APART = 150, 30
KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ"


@pytest.fixture
def chapter(shared: Path) -> Path:
    path = shared / "corpus" / "tei" / "genji-03.xml"
    if not path.is_file():
        pytest.skip("the corpus is not here")
    return path


def varied(chance: random.Random, base: str) -> tuple[str, list[tuple[int, int]]]:
    """A copy with letters and words changed, added and left out: the copy, and where in the base."""
    places = sorted(chance.sample(range(APART, len(base) - APART, APART), COUNT))
    made, seeds, at = [], [], 0
    for place in places:
        length = chance.randint(1, 5)
        words = base[place : place + length]
        if "\n" in words:
            continue
        other = "".join(chance.choice(KANA) for _ in range(chance.randint(1, 5)))
        new, end = chance.choice(((other, place + length), ("", place + length), (other, place)))
        if new == base[place:end]:
            continue
        made += [base[at:place], new]
        seeds.append((place, end))
        at = end
    return "".join([*made, base[at:]]), seeds


@pytest.mark.parametrize("seed", range(8))
def test_every_seeded_variant_is_found_and_none_invented(chapter: Path, seed: int) -> None:
    root = ingest.ingest(chapter.read_bytes(), chapter.name, Findings()).root
    base = texts.of(root).main.text
    copy, seeds = varied(random.Random(seed), base)
    found = variants(base, [compare("甲", base, copy)])
    assert rebuilt(base, found, "甲") == copy
    assert len(seeds) > 120
    # A letter that is left out of two equal ones, or added beside its like, may stand one place away.
    near = 2
    assert [
        one for one in seeds if not any(v.start - near <= one[1] and one[0] <= v.end + near for v in found)
    ] == []
    assert [
        v for v in found if not any(v.start - near <= one[1] and one[0] <= v.end + near for one in seeds)
    ] == []
    # Five letters that stand for five others have now and then one in common: two variants then.
    assert len(seeds) <= len(found) <= len(seeds) + COUNT // 20


def test_as_an_edition(chapter: Path, tmp_path: Path) -> None:
    made = ingest.ingest(chapter.read_bytes(), chapter.name, Findings())
    words = texts.of(made.root).main.text
    copy, seeds = varied(random.Random(99), words)
    (tmp_path / "witnesses").mkdir()
    (tmp_path / "text.xml").write_bytes(made.data)
    body = "".join(f"<p>{line}</p>" for line in copy.split("\n"))
    head = "<teiHeader><fileDesc><titleStmt><title>x</title></titleStmt><publicationStmt><p>x</p></publicationStmt>"
    (tmp_path / "witnesses/a.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{head}<sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>'
        f"<text><body>{body}</body></text></TEI>",
        encoding="utf-8",
    )
    listed = '\n[[witnesses]]\nsiglum = "甲"\nfile = "witnesses/a.xml"\n'
    (tmp_path / "edition.toml").write_text(TOML + listed, encoding="utf-8")
    report = collate(tmp_path, left_out=())
    assert not report.findings.errors
    assert len(seeds) <= len(report.changes) <= len(seeds) + COUNT // 20
    assert (tmp_path / LAYER).is_file()
    assert from_layer(tmp_path, "甲") == copy.strip("\n")
    findings = Findings()
    root = compile_edition(tmp_path, findings).root
    assert [one.message for one in findings.errors if one.code.startswith("LAY")] == []
    apps = list(root.iter("{http://www.tei-c.org/ns/1.0}app"))
    assert len(apps) == len(report.changes)
    assert main_text(tmp_path / "text.xml") == words
