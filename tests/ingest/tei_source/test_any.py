"""Whatever TEI comes, valid or not: a document of the profile, a ledger that is proved, no word lost."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from edition.diagnostics import Findings, Unusable
from edition.ingest import tei_source
from tests.ingest.tei_source.grow import document
from tests.ingest.tei_source.whole import HEADER, own, read


@pytest.mark.parametrize("seed", range(300))
def test_any_tree_is_fitted_and_nothing_is_lost(seed: int) -> None:
    whole = read(document(seed))
    assert own(whole) == []
    at = 0
    for one in whole.reading.ranges:
        assert one.start == at
        at = one.end
    assert at == len(whole.reading.stream)


@pytest.mark.parametrize("seed", range(150))
def test_damage_is_a_finding_or_a_reading(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(document(seed).encode())
    if chance.random() < 0.5:
        del data[chance.randrange(len(data)) :]
    for _ in range(chance.choice((0, 1, 5))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    findings = Findings()
    try:
        tei_source.read(bytes(data), "source.xml", findings)
    except Unusable:
        assert [one.code for one in findings.errors]
        assert all(one.code.startswith("ING-16") for one in findings.errors)


def test_the_same_bytes_give_the_same_text() -> None:
    from edition import tei

    first, second = (tei.serialize(read(document(7)).root) for _ in range(2))
    assert first == second


def test_time_grows_with_the_length() -> None:
    def seconds(times: int) -> float:
        part = (
            '<p>春の<hi rend="b">朝</hi>、<w pos="n">word</w> <note place="bottom">注</note>\n   あと。</p>'
        )
        data = (
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{part * times}</body></text></TEI>'
        ).encode()
        start = time.process_time()
        tei_source.read(data, "source.xml", Findings())
        return time.process_time() - start

    seconds(100)
    assert seconds(4000) < 8 * seconds(1000) + 0.2


def test_the_corpus_is_read_without_doubt(shared: Path) -> None:
    files = sorted((shared / "corpus" / "tei").glob("*.xml"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        whole = read(file.read_bytes())
        assert [f"{one.code} {one.message}" for one in whole.findings] == [], file.name


@pytest.mark.parametrize(
    "part",
    [
        "<argument><p>春</p></argument>",
        '<p xml:id="a">春</p>',
        "<rb>春</rb><rt>はる</rt>",
        '<table><pb n="1"/><row><note>注</note><cell>春</cell></row></table>',
    ],
)
def test_no_construction_costs_more_the_more_there_are(part: str) -> None:
    def seconds(times: int) -> float:
        data = (
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{part * times}</body></text></TEI>'
        )
        start = time.process_time()
        tei_source.read(data.encode(), "source.xml", Findings())
        return time.process_time() - start

    seconds(100)
    assert seconds(4000) < 10 * seconds(1000) + 0.2
