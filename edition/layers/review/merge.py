"""What came back from reviewers against what the layers say now.

An annotation whose comment was changed gets the new text, unless it was changed in its layer meanwhile as well: then
nobody but an editor can decide. What was only deleted is told and never done.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition.diagnostics import Findings, Place
from edition.layers.anchors import Anchor, Index
from edition.layers.model import KINDS, Annotation
from edition.layers.pin import target
from edition.layers.review import comments

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?")
_LONGEST = 30
#: How an annotation that answers another says so.
IN_ANSWER = "in answer to"


@dataclass(frozen=True, slots=True)
class Returned:
    """A comment as it came back. ``name`` is the annotation that its head names, "" for a new one.

    ``by`` is a person's id; ``place`` is None where it stands at no words of the text.
    """

    name: str
    paragraphs: Sequence[str]
    by: str
    date: str
    place: Anchor | None


def sums(items: Iterable[Annotation]) -> dict[str, str]:
    """What is written down of annotations that go out: a sum over the text, and of one without an id its signature."""
    return {
        item.id: ".".join(
            one for one in (comments.digest(comments.paragraphs(item)), comments.signature(item)) if one
        )
        for item in items
    }


def renamed(sent: Mapping[str, str], items: Mapping[str, Annotation]) -> dict[str, str]:
    """What annotations are called now that were named after their place in a file, which may have changed since.

    One that cannot be told has no name (""): it is never taken for another.
    """
    known: dict[str, list[str]] = {}
    for id_, item in items.items():
        if found := comments.signature(item):
            known.setdefault(found, []).append(id_)
    names = {}
    for id_, sum_ in sent.items():
        there = known.get(sum_.partition(".")[2], []) if "." in sum_ else [id_]
        names[id_] = id_ if id_ in there else there[0] if len(there) == 1 else ""
    return names


def claimed(
    returned: Sequence[Returned],
    items: Mapping[str, Annotation],
    places: Mapping[str, Anchor],
    file: str,
    findings: Findings,
) -> tuple[dict[str, Returned], list[Returned]]:
    """The comment of each annotation, and those that belong to none.

    A comment whose head was deleted is that of its author's annotation at the same words. LAY-031 where one
    names an annotation that there is not, or that another comment names.
    """
    mine: dict[str, Returned] = {}
    new: list[Returned] = []
    for one in sorted(returned, key=lambda one: not one.name or items.get(one.name, None) is None):
        item = items.get(one.name)
        if item is not None and one.name not in mine:
            mine[one.name] = one
        elif one.name:
            why = "which another comment is" if item is not None else "which the edition does not have"
            message = f"a comment says that it is {one.name}, {why}: {shown(one.paragraphs)}"
            findings.warning("LAY-031", message, Place(file), "write what is meant into the layer by hand")
        else:
            new.append(one)
    nameless = {
        (item.by, places[id_]): id_ for id_, item in items.items() if id_ not in mine and id_ in places
    }
    rest = []
    for one in new:
        id_ = nameless.pop((one.by, one.place), "") if one.place is not None else ""
        if id_:
            mine[id_] = one
        else:
            rest.append(one)
    return mine, rest


def texts(
    mine: Mapping[str, Returned],
    items: Mapping[str, Annotation],
    sent: Mapping[str, str] | None,
    file: str,
    findings: Findings,
) -> dict[str, str]:
    """New texts by the annotations' ids.

    LAY-027 where the layer was changed as well; LAY-028 where the words of one, or a comment, were deleted;
    LAY-030 where words were written that the annotation has no room for.
    """
    found: dict[str, str] = {}
    for id_, one in mine.items():
        item = items[id_]
        now, came = comments.digest(comments.paragraphs(item)), comments.digest(one.paragraphs)
        before = now if sent is None else sent.get(id_, now).partition(".")[0]
        where = Place(item.file, item.line, 0, id_)
        if came in (now, before):
            continue
        if "text" not in KINDS[item.kind][0]:
            message = f"a {item.kind} has no text, but the comment says: {shown(one.paragraphs)}"
            findings.warning("LAY-030", message, where, "change the layer by hand, if that is meant")
        elif before != now:
            message = f"{id_} was changed in the layer and in the document: {shown(one.paragraphs)}"
            findings.error("LAY-027", message, where, "make one text of both in the layer")
        elif not any(words.strip() for words in one.paragraphs):
            message = f"the words of {id_} were deleted in the document"
            findings.warning("LAY-028", message, where, "remove it from the layer, or say ignore: true")
        else:
            found[id_] = comments.text(item, one.paragraphs)
    for id_ in sorted((items if sent is None else sent).keys() - mine.keys()):
        # What was added to the layers since, and what an editor has removed, was not deleted by a reviewer.
        if id_ in items:
            message = f"the comment of {id_} was deleted in the document"
            hint = "remove it from the layer, or say ignore: true"
            findings.warning("LAY-028", message, Place(items[id_].file, items[id_].line, 0, id_), hint)
    return found


def made(
    kind: str, place: Anchor, text: str, by: str, date: str, index: Index, *, beside: str = ""
) -> Annotation:
    """A new annotation. With ``beside`` it stays out of the book, and says so for that reason.

    Its id is made of what it says and where: a document that is read twice gives it once.
    """
    on = target(index, place)
    said = "\n".join((kind, on.within, on.prefix, on.quote, on.suffix, text, beside))
    given = {"text": text}
    day = _DATE.match(date)
    if day is not None:
        given["date"] = day[0]
    if beside:
        given |= {"why": beside, "ignore": "true"}
    id_ = f"{by}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"
    return Annotation(id_, on, kind, by, "", 0, given)


def shown(paragraphs: Sequence[str]) -> str:
    """The first words of a comment as a message shows them."""
    words = " ".join(one.strip() for one in paragraphs)
    return f"「{words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}」"
