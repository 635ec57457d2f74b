"""Memory: the cyclic garbage collector waits while a book is laid out.

It would walk again and again over boxes that are all still needed; a quarter of the time went there. What
chapters leave behind in cycles is collected when one is done and enough has come together, and what stays is set
aside, so that it is not walked again until the book is done.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def collected_by_chapter() -> Iterator[Callable[[], None]]:
    """Keep the collector waiting; yields what is to be called after every chapter.

    Afterwards the collector is as it was. Where it is off already, nothing is changed.
    """
    if not gc.isenabled():
        yield lambda: None
        return
    gc.disable()
    try:
        yield _set_aside
    finally:
        # What was made counts as old: the collector would begin with a walk over all of it.
        gc.freeze()
        gc.unfreeze()
        gc.enable()


#: Objects made, and not given up since, that are worth a walk: a thousand pages and more.
_ENOUGH = 1_000_000


def _set_aside() -> None:
    if gc.get_count()[0] < _ENOUGH:
        return
    gc.collect()
    gc.freeze()
