"""Layers for other programs: W3C Web Annotations as JSON-LD, and TEI's standOff. Nothing is lost on the way.

A layer that was written as either and read again has the same annotations. Only comments and the manner in which
a YAML file was written are not part of them. Both readers make values of the YAML reader's tree, so that every
rule of a layer holds for them as well; lines are those of the nodes, or none.
"""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers.load import load
from edition.layers.model import Annotation, Layer, Target
from edition.layers.write import layer as yaml
from edition.tei import TEI_NS, XML_ID, t

#: What is annotated, from the edition's folder.
_SOURCE = "text.xml"
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Our own words, which the Web Annotation vocabulary has none for.
_OWN = {"edition": "urn:edition:layer#"}
_NAMESPACES: Any = {None: TEI_NS}
#: Web Annotation Vocabulary 3.3 (motivations), and TEI's own list of the same.
_MOTIVATIONS = {"note": "commenting", "gloss": "describing", "supply": "commenting", "name": "identifying",
                "emphasis": "highlighting", "ruby": "describing"}  # fmt: skip


def to_web_annotations(layer: Layer) -> str:
    """An AnnotationPage (Web Annotation Data Model 5.2), its annotations with TextQuoteSelectors (4.2.4)."""
    page = {
        "@context": [_CONTEXT, _OWN],
        "id": f"urn:edition:{layer.file}",
        "type": "AnnotationPage",
        **({"creator": f"#{layer.by}"} if layer.by else {}),
        "items": [_web(item) for item in layer.annotations],
    }
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


def _web(item: Annotation) -> dict[str, Any]:
    given = dict(item.given)
    made: dict[str, Any] = {
        "id": f"#{item.id}",
        "type": "Annotation",
        "motivation": _MOTIVATIONS.get(item.kind, "editing"),
        "creator": f"#{item.by}",
        "edition:kind": item.kind,
    }
    if "date" in given:
        made["created"] = given.pop("date")
    if "text" in given:
        format_ = "text/markdown" if item.kind in ("note", "gloss", "supply") else "text/plain"
        made["body"] = {"type": "TextualBody", "value": given.pop("text"), "format": format_}
    made["target"] = _web_target(item.on)
    if item.to is not None:
        made["edition:to"] = _web_target(item.to)
    return {**made, **{f"edition:{key}": value for key, value in given.items()}}


def _web_target(on: Target) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": on.quote}
    quote |= {key: value for key, value in (("prefix", on.prefix), ("suffix", on.suffix)) if value}
    selectors: list[dict[str, Any]] = [quote]
    if on.position >= 0:
        end = on.position + len(on.quote)
        selectors.append({"type": "TextPositionSelector", "start": on.position, "end": end})
    source = f"{_SOURCE}#{on.within}" if on.within else _SOURCE
    return {"source": source, "selector": selectors[0] if len(selectors) == 1 else selectors}


def from_web_annotations(data: bytes, file: str, findings: Findings) -> Layer:
    """The layer of an AnnotationPage, one of ours or another's with TextQuoteSelectors.

    Raises Unusable after LAY-025 where it is none.
    """
    try:
        page = json.loads(data)
        layer = Layer(
            file, _name(page.get("creator")), tuple(_of_web(item, page, file) for item in page["items"])
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, StopIteration) as fault:
        message = f"not readable as a page of Web Annotations: {type(fault).__name__} {fault}"
        hint = "an AnnotationPage with items, each with a target that has a TextQuoteSelector"
        raise findings.fatal("LAY-025", message, Place(file), hint) from None
    return _checked(layer, findings)


def _of_web(item: dict[str, Any], page: dict[str, Any], file: str) -> Annotation:
    body = item.get("body")
    given = {}
    if isinstance(body, dict):
        given["text"] = str(body["value"])
    if "created" in item:
        given["date"] = str(item["created"])
    own = {key.removeprefix("edition:"): value for key, value in item.items() if key.startswith("edition:")}
    kind = str(own.pop("kind", "note" if given.get("text") else "emphasis"))
    to = own.pop("to", None)
    given |= {key: str(value) for key, value in own.items()}
    by = _name(item.get("creator", page.get("creator")))
    on = _of_web_target(item["target"])
    last = _of_web_target(to) if to is not None else None
    return Annotation(_name(item.get("id")), on, kind, by, file, 0, given, {}, last)


def _of_web_target(target: dict[str, Any]) -> Target:
    selectors = target["selector"]
    selectors = selectors if isinstance(selectors, list) else [selectors]
    quote = next(one for one in selectors if one["type"] == "TextQuoteSelector")
    position = next((one["start"] for one in selectors if one["type"] == "TextPositionSelector"), -1)
    within = str(target["source"]).partition("#")[2]
    return Target(quote["exact"], within, quote.get("prefix", ""), quote.get("suffix", ""), int(position))


def _name(value: Any) -> str:
    """What stands after the number sign of a name; of an agent written as an object, its id's."""
    if isinstance(value, dict):
        value = value.get("id", "")
    return str(value or "").rpartition("#")[2].rpartition("/")[2]


def to_standoff(layer: Layer) -> bytes:
    """A TEI document of a header and a standOff, with an ``annotation`` for each (Guidelines 16.10)."""
    root = etree.Element(t("TEI"), nsmap=_NAMESPACES)
    header = etree.SubElement(etree.SubElement(root, t("teiHeader")), t("fileDesc"))
    etree.SubElement(etree.SubElement(header, t("titleStmt")), t("title")).text = layer.file
    etree.SubElement(etree.SubElement(header, t("publicationStmt")), t("p")).text = "A layer of annotations."
    etree.SubElement(etree.SubElement(header, t("sourceDesc")), t("p")).text = _SOURCE
    standoff = etree.SubElement(root, t("standOff"))
    listed = etree.SubElement(standoff, t("listAnnotation"))
    if layer.by:
        listed.set("resp", f"#{layer.by}")
    for item in layer.annotations:
        made = etree.SubElement(listed, t("annotation"))
        made.set(XML_ID, item.id)
        made.set("resp", f"#{item.by}")
        made.set("target", f"#{item.on.within}" if item.on.within else _SOURCE)
        made.set("motivation", _MOTIVATIONS.get(item.kind, "editing"))
        said = [("kind", item.kind), *_said("", item.on)]
        said += _said("to.", item.to) if item.to is not None else []
        for type_, text in (*said, *item.given.items()):
            etree.SubElement(made, t("note"), type=type_).text = text
    # Laid out by hand: lines between elements, none inside of a text.
    for element in root.iter(t("standOff"), t("listAnnotation"), t("annotation")):
        if len(element):
            element.text = "\n"
            for child in element:
                child.tail = "\n"
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _said(before: str, on: Target) -> list[tuple[str, str]]:
    pairs = [("quote", on.quote), ("prefix", on.prefix), ("suffix", on.suffix)]
    if before:
        pairs.append(("in", on.within))
    if on.position >= 0:
        pairs.append(("position", str(on.position)))
    return [(before + key, value) for key, value in pairs if value]


def from_standoff(root: etree._Element, file: str, findings: Findings) -> Layer:
    """The layer of a standOff as :func:`to_standoff` writes it; raises Unusable after LAY-025 where there is none."""
    listed = root.find(f".//{t('standOff')}/{t('listAnnotation')}")
    if listed is None:
        raise findings.fatal(
            "LAY-025",
            "there is no standOff with annotations",
            Place(file),
            "a TEI file with a listAnnotation",
        )
    by = _name(listed.get("resp"))
    items = [_of_standoff(one, by, file) for one in listed.iter(t("annotation"))]
    return _checked(Layer(file, by, tuple(items)), findings)


def _of_standoff(element: etree._Element, by: str, file: str) -> Annotation:
    given = {
        one.get("type") or "": "".join(str(part) for part in one.itertext())
        for one in element.iter(t("note"))
    }
    within = (element.get("target") or "").partition("#")[2]
    on = _target(given, "", within)
    to = _target(given, "to.", given.pop("to.in", "")) if "to.quote" in given else None
    kind = given.pop("kind", "note")
    id_, said_by = element.get(XML_ID) or "", _name(element.get("resp")) or by
    return Annotation(id_, on, kind, said_by, file, 0, given, {}, to)


def _target(given: dict[str, str], before: str, within: str) -> Target:
    position = given.pop(before + "position", "-1")
    found = {key: given.pop(before + key, "") for key in ("quote", "prefix", "suffix")}
    return Target(
        found["quote"],
        within,
        found["prefix"],
        found["suffix"],
        int(position) if position.isdecimal() else -1,
    )


def _checked(layer: Layer, findings: Findings) -> Layer:
    """The layer as the reader of layers takes it: what is wrong in it is told as of a file of ours."""
    return load(yaml(layer).encode(), layer.file, findings)
