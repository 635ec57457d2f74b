"""Ruby as HTML has it: two readings of one base nested, each reading in brackets for readers without ruby."""

from __future__ import annotations

from lxml import etree

from edition.render.xhtml import Content, add, h, make, name_of, pieces


def adapt(section: etree._Element) -> None:
    """Nest readings on both sides (両側ルビ) and put ``rp`` round every ``rt``, in place."""
    for ruby in list(section.iter(h("ruby"))):
        if any(_is_other_side(reading) for reading in ruby.iterfind(h("rt"))):
            _nest(ruby)
    for reading in list(section.iter(h("rt"))):
        parent = reading.getparent()
        if parent is None:
            continue
        tail, reading.tail = reading.tail, None
        reading.addprevious(make("rp", ["（"]))
        closing = make("rp", ["）"])
        closing.tail = tail
        reading.addnext(closing)


def _nest(ruby: etree._Element) -> None:
    """A second ``rt`` in a row would have an empty base (HTML, 4.5.10): base and first reading become its base.

    Which side a reading stands on is a matter of its ``ruby``, so each pair on two sides is one of its own.
    """
    found: list[etree._Element] = []
    pair: Content = []

    def close() -> None:
        other = bool(pair) and _is_other_side(pair[-1])
        if other and _ends_with_reading(pair[:-1]):
            found.append(make("ruby", [make("ruby", pair[:-1]), pair[-1]], class_="both-sides"))
        elif pair:
            found.append(make("ruby", pair, class_="other-side" if other else ""))
        pair.clear()

    for piece in pieces(ruby):
        is_reading = not isinstance(piece, str) and name_of(piece) == "rt"
        if not is_reading and _ends_with_reading(pair):
            close()
        pair.append(piece)
        if _is_other_side(piece):
            close()
    close()
    if len(found) == 1:
        ruby.set("class", found[0].get("class", ""))
        add(ruby, pieces(found[0]))
    else:
        ruby.tag = h("span")
        add(ruby, found)


def _ends_with_reading(run: Content) -> bool:
    last = run[-1] if run else ""
    return not isinstance(last, str) and name_of(last) == "rt"


def _is_other_side(reading: str | etree._Element) -> bool:
    return not isinstance(reading, str) and "other-side" in (reading.get("class") or "").split()
