"""Which addresses TEI can hold: those that are an ``anyURI`` to whoever validates the document."""

from __future__ import annotations

from functools import cache

from lxml import etree

from edition.tei import t

_GRAMMAR = """\
<element name="ref" ns="{}" xmlns="http://relaxng.org/ns/structure/1.0"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <attribute name="target" ns=""><data type="anyURI"/></attribute>
</element>"""


@cache
def _grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(_GRAMMAR.format(etree.QName(t("ref")).namespace)))


def is_sound(address: str) -> bool:
    """Whether an address, which has no control characters, can be the ``target`` of a reference."""
    return bool(address) and _grammar().validate(etree.Element(t("ref"), target=address))
