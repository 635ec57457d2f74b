"""The door to SudachiPy: the words of a text and how they are read. It is an optional extra (``pip install edition[readings]``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

#: More than that at once the analyser does not take; sentences are far shorter.
_MOST = 10_000


class Word(NamedTuple):
    """A word of a text: where it is, and how it is read, in katakana."""

    start: int
    end: int
    reading: str


class Missing(Exception):
    """The analyser, or its dictionary, is not installed."""


@cache
def _tokenizer() -> Any:
    try:
        from sudachipy import Dictionary
    except ImportError as fault:
        raise Missing(str(fault)) from None
    try:
        return Dictionary(dict="small").tokenizer()
    except ModuleNotFoundError as fault:
        raise Missing(str(fault)) from None


def words(text: str) -> Iterator[Word]:
    """The words of a text, as short as a dictionary has them. Raises Missing where there is no analyser."""
    from sudachipy import SplitMode

    tokenizer = _tokenizer()
    for begin in range(0, len(text), _MOST):
        for one in tokenizer.tokenize(text[begin : begin + _MOST], SplitMode.A):
            if not one.is_oov():
                yield Word(begin + one.begin(), begin + one.end(), one.reading_form())
