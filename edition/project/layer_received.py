"""A reviewer's Word document as it came back, against the text and the layers as they are now.

The recipe reads top to bottom. Comments that were changed change their annotations, new ones become notes, tracked
changes emendations; what was deleted is told. Nothing is written unless all of it can be.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from edition.diagnostics import Findings, Place
from edition.ingest import docx
from edition.ingest.docx.review import Remark, Review
from edition.ingest.persons import Persons
from edition.layers import anchors, rewrite, write, yamltree
from edition.layers.anchors import Anchor, Index
from edition.layers.model import Annotation
from edition.layers.review import alignment, comments, container, merge
from edition.project import folder as files
from edition.project import output
from edition.project.layer_review import Desk, demand_suffix, opened
from edition.tei import t
from edition.tei.reading import is_note_mark


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that came of a document. ``what``: ``changed``, ``note``, ``answer``, ``remark``, ``emend``, ``person``."""

    what: str
    id: str
    file: str
    text: str

    def as_json(self) -> dict[str, str]:
        """The shape that ``--json`` uses."""
        return {name: getattr(self, name) for name in self.__slots__}


def receive(folder: Path, source: Path, findings: Findings, *, dry: bool = False) -> list[Done]:
    """Take over what a document says; what was done, or with ``dry`` would be.

    LAY-027 to -031 for what an editor has to decide or to look at; after LAY-027 the rest is done all the same.
    Raises Unusable after what reading the document finds (ING-140 to -144), and after LAY-035.
    """
    demand_suffix(source, findings)
    desk = opened(folder, findings)
    data = files.read_file(source, str(source), findings, Place(str(source)), "CFG-008")
    came = docx.review(data, str(source), findings)
    way = alignment.align(desk.text, came.texts)
    if 2 * way.known < way.paragraphs:
        message = (
            f"of {way.paragraphs} paragraphs of the document, {way.known} are in the text of this edition"
        )
        hint = "give the document that edition layer export made of this edition"
        raise findings.fatal("LAY-035", message, Place(str(source)), hint)
    _tell_differences(way, desk.index, str(source), findings)
    people = _People(desk)
    sent = container.sent(came.kept)
    names = merge.renamed(sent, desk.items) if sent is not None else {}
    said = _returned(came, way, people, names)
    roots = [said[one.id] for one in came.comments if not one.answers]
    mine, new = merge.claimed(roots, desk.items, desk.places, str(source), findings)
    if sent is not None:
        sent = {names[id_]: one for id_, one in sent.items() if names[id_]}
    changed = merge.texts(mine, desk.items, sent, str(source), findings)
    made = [*_notes(new, desk.index, str(source), findings), *_answers(came, said, mine, desk.index)]
    made += _changes(came, way, people, desk.index, str(source), findings)
    made = [item for item in made if not _is_there(item, desk)]
    return _write(folder, desk, changed, made, people, findings, dry=dry)


def _returned(
    came: Review, way: alignment.Way, people: _People, names: Mapping[str, str]
) -> dict[str, merge.Returned]:
    """The comments by their ids in the document, those without a place as well.

    ``names`` are what annotations are called now; one that is not known any more keeps the name that it was sent by.
    """
    on: dict[str, Remark] = {one.comment.id: one for one in came.remarks if one.comment is not None}
    found = {}
    for comment in came.comments:
        remark = on.get(comment.id)
        place = way.place(remark.block, remark.start, remark.end) if remark is not None else None
        name, rest = comments.named(comment.paragraphs)
        name = (names.get(name, name) or f"{name}?") if name else ""
        found[comment.id] = merge.Returned(name, rest, people.id(comment.author), comment.date, place)
    return found


def _notes(new: Sequence[merge.Returned], index: Index, file: str, findings: Findings) -> list[Annotation]:
    """New comments as notes of their authors."""
    found = []
    for one in new:
        text = "\n\n".join(words.strip() for words in one.paragraphs if words.strip())
        if not text:
            continue
        if one.place is None:
            message = f"a new comment stands at no words of the text: {merge.shown(one.paragraphs)}"
            findings.warning("LAY-030", message, Place(file), "write it into a layer by hand")
            continue
        found.append(merge.made("note", one.place, text, one.by, one.date, index))
    return found


def _answers(
    came: Review, said: Mapping[str, merge.Returned], mine: Mapping[str, merge.Returned], index: Index
) -> list[Annotation]:
    """Answers to comments: they stay in a layer for the editors, and out of the book."""
    names = {id(one): name for name, one in mine.items()}
    threads = {one.id: one.answers for one in came.comments}
    found = []
    for comment in came.comments:
        one = said[comment.id]
        text = "\n\n".join(words.strip() for words in one.paragraphs if words.strip())
        if not comment.answers or not text:
            continue
        first, seen = comment.answers, {comment.id}
        while threads.get(first) and first not in seen:
            seen.add(first)
            first = threads[first]
        asked = said.get(first)
        name = names.get(id(asked), "")
        place = one.place or (asked.place if asked is not None else None)
        if place is not None:
            why = f"{merge.IN_ANSWER} {name or 'a comment'}"
            found.append(merge.made("note", place, text, one.by, one.date, index, beside=why))
    return found


def _changes(
    came: Review, way: alignment.Way, people: _People, index: Index, file: str, findings: Findings
) -> list[Annotation]:
    """Tracked changes: emendations of their authors; a paragraph that one would put in stays out of the book."""
    found = []
    for one in (one for one in came.remarks if one.comment is None):
        by = people.id(one.author)
        place, text = _changed_words(one, way, index)
        if place is None:
            message = f"a change stands at no words of the text: 「{one.entry.quote}」 → 「{one.entry.text}」"
            findings.warning("LAY-030", message, Place(file), "write it into a layer by hand")
        elif one.entry.kind != "emend":
            why = "a paragraph or a note to be put in here"
            found.append(merge.made("note", place, text, by, one.date, index, beside=why))
        else:
            for number, part in enumerate(_parts(place, index)):
                new = "" if number else text
                found.append(merge.made("emend", part, new, by, one.date, index))
    for border in came.borders:
        how = "divided after" if border.what == "divided" else "joined with the next one:"
        whose = border.author or "somebody"
        message = f"{whose} would have a paragraph {how} {merge.shown([border.words])}"
        findings.warning("LAY-030", message, Place(file), "change text.xml, or the source, if that is meant")
    for what, count in came.unsaid.items():
        if not what.startswith("inserted"):
            message = f"no layer can say this of the document: {what} ({count})"
            findings.warning("LAY-030", message, Place(file), "look for it in the document")
    return found


def _changed_words(one: Remark, way: alignment.Way, index: Index) -> tuple[Anchor | None, str]:
    """The place of a change, and its new words; none where the text has other words there."""
    quote, text = one.entry.quote, one.entry.text
    place = way.place(one.block, one.start, one.end)
    if place is None or one.entry.kind != "emend":
        return place, text
    spoken = way.spoken(one.block, one.start, one.end, quote)
    if spoken == index.words(place):
        return place, text
    if spoken or not text.startswith(quote):
        return None, text
    # Words put in after the mark of a note: the text has no mark, but the words after it.
    after = way.following(one.block, one.start, one.end)
    new = text[len(quote) :]
    return (after, new + index.words(after)) if after is not None else (place, index.words(place) + new)


def _parts(place: Anchor, index: Index) -> list[Anchor]:
    """A place in parts where notes are called in it: they keep theirs."""
    words = index.readings[place.block]
    notes = {at for at, one in words.asides if is_note_mark(one) or one.tag == t("note")}
    cuts = [place.start, *sorted(at for at in notes if place.start < at < place.end), place.end]
    return [Anchor(place.block, first, last) for first, last in pairwise(cuts)]


def _is_there(item: Annotation, desk: Desk) -> bool:
    """Whether an editor has said the same of the same words already."""
    place = anchors.locate(item, desk.index).place
    return item.kind == "emend" and any(
        one.kind == "emend" and one.text == item.text and desk.places.get(id_) == place
        for id_, one in desk.items.items()
    )


def _tell_differences(way: alignment.Way, index: Index, file: str, findings: Findings) -> None:
    hint = "track changes (it is switched on in the document that was sent), or write an emend into a layer"
    for one in way.differences:
        at = index.id_of(one.passage.block) if one.passage is not None else ""
        before, after = merge.shown([one.before]), merge.shown([one.after])
        message = f"the document has other words without a tracked change: {before} → {after}"
        findings.warning("LAY-029", message, Place(files.TEXT if at else file, 0, 0, at), hint)


class _People:
    """Whose a name in the document is: a person of the edition, or a new one with an id of the name's letters."""

    def __init__(self, desk: Desk) -> None:
        self._known = {_plain(person.name): person.id for person in desk.edition.people}
        taken = {*desk.index.ids, *desk.items, *(person.id for person in desk.edition.people)}
        self._persons = Persons({f"\0{one}": one for one in taken})
        self.new: dict[str, str] = {}

    def id(self, name: str) -> str:
        found = self._known.get(_plain(name))
        if found is None:
            found = self._persons.id(name)
            self.new[found] = " ".join(name.split()) or found
        return found


def _plain(name: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


# --- files


def _write(
    folder: Path,
    desk: Desk,
    changed: Mapping[str, str],
    made: Sequence[Annotation],
    people: _People,
    findings: Findings,
    *,
    dry: bool,
) -> list[Done]:
    texts = {layer.file: _text(folder, layer.file, findings) for layer in desk.layers}
    there = {id_ for name, text in texts.items() for id_ in rewrite.ids(text, name, findings)}
    done = []
    for id_, new in changed.items():
        item = desk.items[id_]
        done.append(Done("changed", id_, item.file, new))
    by_file: dict[str, dict[int, str]] = {}
    for id_, new in changed.items():
        by_file.setdefault(desk.items[id_].file, {})[desk.items[id_].line] = new
    for name, lines in by_file.items():
        texts[name] = rewrite.retext(texts[name], name, lines, findings)
    authors = {layer.file: layer.by for layer in desk.layers}
    for item in made:
        if item.id in there:
            continue
        there.add(item.id)
        name = f"{files.LAYERS}/{item.by}.yaml"
        if name not in texts:
            texts[name], authors[name] = f"by: {write.scalar(item.by)}\nannotations:\n", item.by
        block = write.entry(item, authors[name], 0)
        texts[name] = rewrite.put(texts[name], name, [block], findings)
        answered = item.given.get("why", "").startswith(merge.IN_ANSWER)
        what = "answer" if answered else "remark" if item.given.get("ignore") else item.kind
        done.append(Done(what, item.id, name, item.text))
    contents = {name: text.encode() for name, text in texts.items()}
    wrote = {one.partition("/")[2].removesuffix(".yaml") for one in (entry.file for entry in done)}
    done += _named(
        folder, {id_: name for id_, name in people.new.items() if id_ in wrote}, contents, findings
    )
    if not dry and done:
        output.complete(folder, contents, findings)
    return done


def _named(
    folder: Path, new: Mapping[str, str], contents: dict[str, bytes], findings: Findings
) -> list[Done]:
    """New people at the end of edition.toml, where its own way of naming them allows it."""
    if not new:
        return []
    before = files.read(folder, files.CONFIG, findings).decode("utf-8-sig")
    text = before if before.endswith("\n") else before + "\n"
    for id_, name in new.items():
        said = name.replace("\\", "\\\\").replace('"', '\\"')
        text += f'\n[[people]]\nid = "{id_}"\nrole = "contributor"\nname = "{said}"\n'
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        # They are named in another way there; that they are missing is told by every check (LAY-008).
        return []
    contents[files.CONFIG] = text.encode()
    return [Done("person", id_, files.CONFIG, name) for id_, name in new.items()]


def _text(folder: Path, name: str, findings: Findings) -> str:
    return yamltree.text_of(files.read(folder, name, findings), name, findings)
