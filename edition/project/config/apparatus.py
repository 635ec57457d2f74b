"""[apparatus]: variants, emendations, and what the edition says of its making."""

from __future__ import annotations

from typing import Any, cast, get_args

from edition.project.config.people import NAME
from edition.project.config.table import Table
from edition.render.apparatus import Apparatus, ApparatusPlace, Matter, Normalizations

PLACES: tuple[ApparatusPlace, ...] = get_args(ApparatusPlace)
_MATTER: tuple[Matter, ...] = get_args(Matter)
#: Between these a lemma is shortened, or never (0).
_LENGTHS = (2, 1000)


def apparatus(root: Table) -> Apparatus:
    """``[apparatus]``."""
    table = root.table("apparatus")
    plain = Apparatus()

    def one_of(key: str, choices: Any, default: str) -> Any:
        return table.one_of(key, choices, default)

    found = Apparatus(
        place=one_of("place", PLACES, plain.place),
        layers=_layers(table),
        positive=table.truth("positive", plain.positive),
        run_in=table.truth("run-in", False) if "run-in" in table.values else table.take("run-in"),
        gather=table.truth("gather", plain.gather),
        shorten=_shorten(table, plain.shorten),
        ends=table.whole("ends", 1, 20) or plain.ends,
        separator=table.text("separator", plain.separator) or plain.separator,
        emendations=table.truth("emendations", plain.emendations),
        normalizations=one_of("normalizations", get_args(Normalizations), plain.normalizations),
        reasons=table.truth("reasons", plain.reasons),
        principles=one_of("principles", _MATTER, plain.principles),
        sigla=one_of("sigla", _MATTER, plain.sigla),
    )
    # A lemma that is shortened to more than it was would be longer.
    if found.shorten and 2 * found.ends > found.shorten:
        table.wrong("ends", f"is {found.ends}", f"at most half of shorten, {found.shorten // 2}")
    table.close()
    return found


def _shorten(table: Table, default: int) -> int:
    """The longest lemma that is printed whole; 0, where it is given, prints all of them so."""
    value = table.whole("shorten", *_LENGTHS)
    return value if "shorten" in table.values else default


def _layers(table: Table) -> dict[str, ApparatusPlace]:
    """``[apparatus.layers]``: the place of each layer that has one of its own."""
    layers = table.table("layers")
    found: dict[str, ApparatusPlace] = {}
    for name in layers.values:
        if not NAME.fullmatch(name):
            layers.take(name)
            layers.wrong(name, "is no name of a layer", "begin with a letter: variants, orthography, …")
            continue
        found[name] = cast(ApparatusPlace, layers.one_of(name, PLACES, "foot"))
    return found
