"""The one date of a build. It is never the clock's: the same input has to give the same bytes."""

from __future__ import annotations

import datetime
import os

from edition.diagnostics import Findings, Place

#: For an edition.toml without a date: the first day that every container (ZIP) can hold.
_FALLBACK = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
_VARIABLE = "SOURCE_DATE_EPOCH"


def from_environment(findings: Findings) -> datetime.datetime | None:
    """SOURCE_DATE_EPOCH (seconds since 1970, reproducible-builds.org); None when it is not set.

    Raises Unusable after CFG-011 when it is no such number, or before 1980 or after 2107 (ZIP holds no
    other).
    """
    written = os.environ.get(_VARIABLE, "")
    if not written:
        return None
    try:
        moment = datetime.datetime.fromtimestamp(int(written), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        moment = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    if not 1980 <= moment.year <= 2107:
        message = (
            f"{_VARIABLE} is {written!r}, not a number of seconds since 1970 for a year from 1980 to 2107"
        )
        raise findings.fatal("CFG-011", message, Place(), f"unset {_VARIABLE}, or set it to a whole number")
    return moment


def of_build(stored: datetime.date | None, findings: Findings) -> datetime.datetime:
    """The date of a build's products: SOURCE_DATE_EPOCH, else the one stored in edition.toml."""
    named = from_environment(findings)
    if named is not None:
        return named
    if stored is None:
        return _FALLBACK
    if isinstance(stored, datetime.datetime):
        return stored.astimezone(datetime.UTC) if stored.tzinfo else stored.replace(tzinfo=datetime.UTC)
    return datetime.datetime(stored.year, stored.month, stored.day, tzinfo=datetime.UTC)


def today(findings: Findings) -> datetime.date:
    """The date for a new edition.toml: SOURCE_DATE_EPOCH, else the clock, which is asked nowhere else."""
    named = from_environment(findings)
    return (named or datetime.datetime.now(datetime.UTC)).date()
