"""What each kind of annotation becomes in TEI: one function a kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers import apparatus, markers, notetext
from edition.layers.anchors import Index
from edition.layers.bibliography import Work
from edition.layers.load import closest
from edition.layers.model import Annotation
from edition.tei import XML_ID, t
from edition.tei.reading import is_note_mark, unwrapped

_NAMES = {"person": "persName", "place": "placeName", "organisation": "orgName", "other": "name"}


@dataclass(slots=True)
class Context:
    """What the kinds need to know: the document, its index, the ids of all annotations, the witnesses."""

    root: etree._Element
    index: Index
    annotations: set[str]
    witnesses: dict[str, str]
    findings: Findings
    #: Annotations of which the last words stand in another block than the first.
    stretches: set[str] = field(default_factory=set)
    #: The works of the edition's bibliography, and those that notes cite.
    works: Mapping[str, Work] = field(default_factory=dict)
    cited: set[str] = field(default_factory=set)


def place_of(item: Annotation, key: str = "") -> Place:
    """The line of a key of an annotation, else of the annotation itself."""
    return Place(item.file, item.lines.get(key, item.line), 0, item.id)


def element(name: str, attributes: dict[str, str] | None = None) -> etree._Element:
    """A TEI element that stands nowhere yet."""
    return etree.Element(t(name), attributes or {})


def _emend(item: Annotation, start: etree._Element, end: etree._Element, context: Context) -> None:
    _choice(item, start, end, context, "sic", "corr", _new_reading(item, context))


def _normalize(item: Annotation, start: etree._Element, end: etree._Element, context: Context) -> None:
    _choice(item, start, end, context, "orig", "reg", _new_reading(item, context))


def _new_reading(item: Annotation, context: Context) -> dict[str, str]:
    text = unwrapped(item.text)
    if text == unwrapped(item.on.quote):
        context.findings.warning(
            "LAY-016",
            f"「{text}」 is what the text has",
            place_of(item, "text"),
            "remove it, or give another reading",
        )
    return {"": text}


def _form(item: Annotation, start: etree._Element, end: etree._Element, context: Context) -> None:
    """How words are written in each direction; without that, that no rule of the edition applies to them."""
    asked = [key for key in ("vertical", "horizontal") if key in item.given]
    readings: dict[str, str] = {key: unwrapped(item.given[key]) for key in asked}
    for key, reading in readings.items():
        if not reading:
            context.findings.error(
                "LAY-015",
                f"{key} has no words",
                place_of(item, key),
                "write the words as they stand in that direction, or leave the key out",
            )
            return
    if readings:
        _choice(item, start, end, context, "orig", "reg", readings)
    else:
        _enclose(item, start, end, element("seg", {"type": "form"}))


def _choice(
    item: Annotation,
    start: etree._Element,
    end: etree._Element,
    context: Context,
    before: str,
    after: str,
    readings: dict[str, str],
) -> None:
    """choice, with the source's words in ``before`` and each of ``readings``, by its type, in an ``after``."""
    old = element(before)
    markers.wrap(start, end, old)
    # What carries no words must not vanish with those that are replaced: page breaks follow the new reading.
    silent = markers.silent_within(old)
    notes = [one for one in silent if one.tag == t("note") or is_note_mark(one)]
    if notes:
        message = "a note is called in the middle of these words"
        context.findings.error(
            "LAY-011", message, place_of(item, "on"), "annotate what stands before and after it apart"
        )
        _unwrap(old)
        return
    choice = element("choice")
    old.addprevious(choice)
    choice.append(old)
    for type_, reading in readings.items():
        new = etree.SubElement(choice, t(after), resp=f"#{item.by}")
        if type_:
            new.set("type", type_)
        if item.given.get("cert"):
            new.set("cert", item.given["cert"])
        new.text = reading or None
    choice.set(XML_ID, item.id)
    for one in reversed(silent):
        markers.lift(one)
        markers.insert_after(choice, one)


def _unwrap(wrapper: etree._Element) -> None:
    """Put the content of a wrapper back in its place."""
    before = wrapper.getprevious()
    assert before is not None
    before.tail = wrapper.text
    for node in list(wrapper):
        wrapper.addprevious(node)
    markers.lift(wrapper)


def _ruby(item: Annotation, start: etree._Element, end: etree._Element, context: Context) -> None:
    """ruby/rb/rt: one pair, so that the reading stands over the group of characters."""
    base = element("rb")
    markers.wrap(start, end, base)
    # A correction has its place in a base: the new reading is the word that is read so.
    other = next((one for one in base.iter(t("ruby"), t("app"))), None)
    silent = markers.silent_within(base)
    note = next((one for one in silent if one.tag == t("note") or is_note_mark(one)), None)
    if other is not None or note is not None:
        name = etree.QName(other if other is not None else note).localname
        message = f"the base of a ruby cannot hold a {name}"
        context.findings.error("LAY-011", message, place_of(item, "on"), "give ruby to the parts apart")
        _unwrap(base)
        return
    ruby = element("ruby", {"resp": f"#{item.by}"})
    base.addprevious(ruby)
    ruby.append(base)
    ruby.set(XML_ID, item.id)
    etree.SubElement(ruby, t("rt")).text = unwrapped(item.text)
    for one in reversed(silent):
        markers.lift(one)
        markers.insert_after(ruby, one)


def _emphasis(item: Annotation, start: etree._Element, end: etree._Element, context: Context) -> None:
    _enclose(item, start, end, element("hi", {"rend": item.given.get("rend", "emphasis")}))


def _name(item: Annotation, start: etree._Element, end: etree._Element, context: Context) -> None:
    wrapper = element(_NAMES[item.given.get("type", "other")])
    for key in ("key", "ref"):
        if item.given.get(key):
            wrapper.set(key, item.given[key])
    _enclose(item, start, end, wrapper)


def _gloss(item: Annotation, start: etree._Element, end: etree._Element, context: Context) -> None:
    """The words as a term; the gloss itself is a note of the series ``gloss``, set with the other notes."""
    wrapper = element("term")
    markers.wrap(start, end, wrapper)
    wrapper.set(XML_ID, f"{item.id}.term")


def _unresolved(item: Annotation, start: etree._Element, end: etree._Element, context: Context) -> None:
    """A note's mark that stands in the text as plain words, and whose note the source lacks."""
    number = item.given.get("n") or "".join(re.findall(r"\d+", unicodedata.normalize("NFKC", item.on.quote)))
    if not number:
        context.findings.error(
            "LAY-015", "the number of the missing note is not known", place_of(item, "on"), "give it with n:"
        )
        return
    wrapper = element("ref", {"type": "note", "subtype": "unresolved", "n": number})
    _enclose(item, start, end, wrapper)


def _variant(item: Annotation, start: etree._Element, end: etree._Element, context: Context) -> None:
    """A reading of witnesses, all of which have to be known."""
    sigla = item.given["wit"].replace(",", " ").split()
    unknown = [siglum for siglum in sigla if siglum not in context.witnesses]
    for siglum in unknown:
        hint = (
            closest(siglum, context.witnesses) if context.witnesses else "add [[witnesses]] to edition.toml"
        )
        context.findings.error("LAY-013", f"there is no witness {siglum}", place_of(item, "wit"), hint)
    if unknown or not sigla:
        return
    wit = " ".join(f"#{context.witnesses[siglum]}" for siglum in sigla)
    apparatus.variant(item, start, end, context, wit)


def _enclose(item: Annotation, start: etree._Element, end: etree._Element, wrapper: etree._Element) -> None:
    markers.wrap(start, end, wrapper)
    wrapper.set("resp", f"#{item.by}")
    wrapper.set(XML_ID, item.id)


#: Kinds that take hold of a range of words.
RANGES: dict[str, Callable[[Annotation, etree._Element, etree._Element, Context], None]] = {
    "emend": _emend,
    "normalize": _normalize,
    "form": _form,
    "ruby": _ruby,
    "unresolved": _unresolved,
    "variant": _variant,
    apparatus.END: apparatus.last_words,
    "emphasis": _emphasis,
    "name": _name,
    "gloss": _gloss,
}


def note_after(edge: etree._Element, item: Annotation, context: Context) -> None:
    """A note of its series, right after an edge: the call stands where the quotation ends."""
    made = note(item, context)
    if made is not None:
        markers.insert_after(edge, made)


def note(item: Annotation, context: Context) -> etree._Element | None:
    """The element ``note`` of an annotation; None, after LAY-014 or LAY-015, when its text is wrong."""
    series = item.given.get("series") or ("gloss" if item.kind == "gloss" else "editor")
    body = notetext.body(item.text)
    if not body.paragraphs:
        context.findings.error(
            "LAY-015", "the note has no words", place_of(item, "text"), "write them under text:"
        )
        return None
    known = True
    for reference in body.references:
        if reference in context.annotations or reference in context.index.ids:
            continue
        if reference in context.works:
            context.cited.add(reference)
        else:
            known = False
            near = closest(reference, context.annotations | context.index.ids.keys() | context.works.keys())
            hint = near if near.startswith("did") else "name the id of a note or of a block"
            message = f"[@{reference}] points to nothing"
            context.findings.error("LAY-014", message, place_of(item, "text"), hint)
    if not known:
        return None
    made = element("note", {"type": series, "resp": f"#{item.by}"})
    made.set(XML_ID, item.id)
    if item.kind == "gloss":
        made.set("target", f"#{item.id}.term")
    for number, paragraph in enumerate(body.paragraphs, 1):
        for ref in paragraph.iter(t("ref")):
            _cite(ref, context)
        paragraph.set(XML_ID, f"{item.id}.p{number}")
        made.append(paragraph)
    return made


def _cite(ref: etree._Element, context: Context) -> None:
    """A reference to a work says who and when, and leads to its entry."""
    name = (ref.get("target") or "")[1:]
    if name in context.cited and name not in context.annotations and name not in context.index.ids:
        work = context.works[name]
        ref.set("target", f"#{work.id}")
        ref.set("type", "bibl")
        ref.text = work.short
