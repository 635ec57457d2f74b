"""Attributes as the profile has them; what it has no place for is kept beside the element."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from edition.ingest.tei_source.automaton import Automaton
from edition.ingest.tei_source.tree import Element

# XML 1.0, productions 4 and 4a without the colon (Namespaces 1.0, production 4).
_FIRST: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NCNAME: Final = re.compile(f"[{_FIRST}][{_FIRST}\\-.0-9\u00b7\u0300-\u036f\u203f-\u2040]*")
# A part of RFC 3986 that every reader of schemas takes; letters of all scripts as in RFC 3987.
_URI: Final = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.\-]*:(?://(?:[\w.~!$&'()*+,;=\-]+@)?[\w.~\-]*(?::[0-9]{1,5})?(?=[/?#]|\Z))?|(?![^/?#]*:))"
    r"(?:[\w.~!$&'()*+,;=:@/\-]|%[0-9A-Fa-f]{2})*"
    r"(?:\?(?:[\w.~!$&'()*+,;=:@/?\-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:#(?:[\w.~!$&'()*+,;=:@/?\-]|%[0-9A-Fa-f]{2})*)?"
)
_POINTERS: Final = frozenset(("target", "corresp", "sameAs", "facs", "resp", "wit", "who", "url"))
_DATES: Final = frozenset(("when", "notBefore", "notAfter"))
_NUMBERS: Final = frozenset(("quantity", "rows", "cols"))
#: Whose from and to are places, not dates.
_SPANS: Final = frozenset(("app", "span"))


def fit(element: Element, model: int, machine: Automaton) -> None:
    """Leave the attributes that the grammar's element ``model`` may have; the rest goes to ``kept``."""
    allowed = machine.attributes(model)
    for name in list(element.attributes):
        value = element.attributes[name]
        attribute = allowed.get(name)
        if attribute is not None and name != "xml:id":
            value = value if name == "n" else " ".join(value.split())
            if machine.value_is_allowed(attribute, value) and _exact(element.name, name, value):
                element.attributes[name] = value
                continue
        elif attribute is not None and NCNAME.fullmatch(value):
            continue
        element.kept.setdefault(name, element.attributes.pop(name))


def _exact(element: str, name: str, value: str) -> bool:
    """What the forms of the datatypes leave open and readers of schemas look at."""
    if (
        name in _POINTERS
        or (name == "ref" and element != "g")
        or (name in ("from", "to") and element in _SPANS)
    ):
        return all(_URI.fullmatch(one) for one in value.split())
    if name == "ref":
        return bool(_URI.fullmatch(value))
    if name in _DATES or name in ("from", "to"):
        return is_day(value)
    if name in _NUMBERS:
        return len(value) <= 9 and value.isascii()
    if name == "value" and element == "num":
        return value.isascii() and len(value) <= 18
    if name in ("ulx", "uly", "lrx", "lry"):
        return value.isascii()
    return True


def is_day(value: str) -> bool:
    """Whether a day, month, year or moment, as XML Schema writes it, is one of the calendar."""
    if not value.isascii():
        return False
    try:
        if re.fullmatch(r"\d{4}(-\d\d)?", value):
            date.fromisoformat(f"{value}-01-01"[:10])
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            date.fromisoformat(value)
        elif re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?", value):
            datetime.fromisoformat(value)
        else:
            return False
    except ValueError:
        return False
    return True
