"""The date of a build: the environment's, else the stored one, never the clock's."""

from __future__ import annotations

import datetime

import pytest

from edition.diagnostics import Findings, Unusable
from edition.project import dates

UTC = datetime.UTC


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.parametrize(
    ("stored", "moment"),
    [
        (datetime.date(2026, 4, 1), datetime.datetime(2026, 4, 1, tzinfo=UTC)),
        (datetime.datetime(2026, 4, 1, 12), datetime.datetime(2026, 4, 1, 12, tzinfo=UTC)),
        (
            datetime.datetime(2026, 4, 1, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=9))),
            datetime.datetime(2026, 4, 1, 3, tzinfo=UTC),
        ),
        (None, datetime.datetime(1980, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_stored_date(stored: datetime.date | None, moment: datetime.datetime) -> None:
    assert dates.of_build(stored, Findings()) == moment


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    moment = datetime.datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)
    assert dates.of_build(datetime.date(2026, 4, 1), Findings()) == moment
    assert dates.today(Findings()) == moment.date()


@pytest.mark.parametrize("value", ["soon", "-1", "0", "1e9", "99999999999", "9" * 40])
def test_an_impossible_environment(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    findings = Findings()
    with pytest.raises(Unusable):
        dates.of_build(None, findings)
    assert [one.code for one in findings] == ["CFG-011"]


def test_without_it_a_new_edition_is_dated_today() -> None:
    assert abs(dates.today(Findings()) - datetime.datetime.now(UTC).date()) <= datetime.timedelta(days=1)
