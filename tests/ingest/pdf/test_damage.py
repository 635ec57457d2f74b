"""PDFs that were damaged: a reading with a whole ledger, or a finding; never anything else, and soon."""

from __future__ import annotations

import random

import pytest

from edition.diagnostics import Findings, Unusable
from edition.ingest import pdf
from tests.ingest.pdf.hand import Sheet, document, picture

LONG = "活字は箱の中に静かに並び手を待ち続けている"


def book() -> bytes:
    sheets = [
        Sheet()
        .text(20, 12, "活字箱だより", 7)
        .columns(120, 30, ["　" + LONG[:-1], LONG, "並ぶ。"], 6)
        .text(90, 30, "in octavo", 10, "L", turn=True)
        .picture(20, 140, 30, 30)
        .text(70, 200, str(number), 8, "L")
        for number in (11, 12, 13)
    ]
    return document(sheets, pictures={"P": picture()}, title="箱の話", labels="/Nums [0 << /S /D >>]")


def damaged(chance: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    match chance.choice(["flip", "cut", "zero", "repeat", "digits"]):
        case "flip":
            for _ in range(chance.randint(1, 30)):
                made[chance.randrange(len(made))] = chance.randrange(256)
        case "cut":
            del made[chance.randrange(10, len(made)) :]
        case "zero":
            at, length = chance.randrange(len(made)), chance.randint(1, 400)
            made[at : at + length] = bytes(length)
        case "repeat":
            at = chance.randrange(len(made))
            made[at:at] = made[at : at + chance.randint(1, 800)]
        case _:
            digits = [index for index, byte in enumerate(made) if chr(byte).isdigit()]
            for index in chance.sample(digits, 20):
                made[index] = ord(chance.choice("0123456789-"))
    return bytes(made)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(60))
def test_damage_is_a_reading_or_a_finding(seed: int) -> None:
    data = damaged(random.Random(seed), book())
    findings = Findings()
    try:
        reading = pdf.read(data, "book.pdf", findings)
    except Unusable:
        assert [one.code for one in findings.errors]
        return

    at = 0
    for one in reading.ranges:
        assert one.start == at or one.start == one.end == at
        at = max(at, one.end)
    assert at == len(reading.stream)
    assert reading.stream == pdf.stream(data, "book.pdf", Findings())


def test_whole_it_is_read_without_a_finding() -> None:
    findings = Findings()

    reading = pdf.read(book(), "book.pdf", findings)

    assert list(findings) == []
    assert reading.stream.count("\f") == 2
