"""TEI 3.9, notes: calls in the text, notes gathered at the end of their document, links both ways.

The mark of a call is what the source printed (``ref type="noteref"``); a note that has none gets one from its
number. A note that is called twice is printed once, and leads back to its first call.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.core import reference
from edition.render.walk import Handler, Walk, language
from edition.render.wording import words
from edition.render.xhtml import Content, add, blocks, is_blank, make, name_of, phrasing, pieces
from edition.tei.names import XML_ID, local

#: The mark of a note that the source did not print, by series: full-width brackets round the number.
MARKS: Final[dict[str, str]] = {
    "author": "（{}）",
    "translator": "〔{}〕",
    "editor": "［{}］",
    "apparatus": "＊{}",
}

#: The heading of the notes of a document, for readers that do not see the page.
NOTES_TITLE: Final = "注"


def series(note: etree._Element) -> str:
    """Whose note it is: ``author``, ``translator``, ``editor`` …; ``note`` when nothing is said."""
    return note.get("type") or "note"


def marks(root: etree._Element) -> dict[str, list[etree._Element]]:
    """The printed calls of each note, by the note's id.

    A call counts that a reader comes to: in the text, or in a note that is called. Of notes that only call each other
    the first stands where the source has it.
    """
    inside: dict[str, list[etree._Element]] = {}
    for ref in root.iter("{*}ref"):
        if ref.get("type") == "noteref" and ref.get("target", "").startswith("#"):
            around = next((one for one in ref.iterancestors("{*}note")), None)
            inside.setdefault("" if around is None else around.get(XML_ID, ""), []).append(ref)
    found: dict[str, list[etree._Element]] = {}

    def come_to(name: str) -> None:
        waiting = [name]
        while waiting:
            for ref in inside.pop(waiting.pop(), ()):
                target = ref.get("target", "")[1:]
                found.setdefault(target, []).append(ref)
                waiting.append(target)

    come_to("")
    for element in root.iter("{*}note"):
        name = element.get(XML_ID, "")
        if name not in found and name in inside:
            come_to(name)
            found.pop(name, None)
    return found


def note(walk: Walk, element: etree._Element) -> Content:
    """A note where it stands: in the line when it says so, else a call if no printed mark calls it."""
    if _in_line(element):
        content = phrasing(walk.content(element))
        return [
            language(
                element, make("span", content, class_=f"note inline {series(element)}", id=walk.id(element))
            )
        ]
    target = _target(walk, element)
    if target in walk.marks:
        # The mark may stand in another place, even in another chapter: the note goes where it is called.
        return []
    return [_call(walk, element, target, [_made_mark(walk, element)])]


def _in_line(element: etree._Element) -> bool:
    """Whether a note stands in the line: it is there where the source has it, also where a mark calls it."""
    return element.get("place") == "inline"


def call(walk: Walk, element: etree._Element) -> Content:
    """``ref type="noteref"``: the mark as the source printed it."""
    target = element.get("target", "")[1:]
    aim = walk.by_id.get(target)
    if aim is None or local(aim.tag) != "note":
        # The validation of the profile has named it; it is printed as it stands.
        return unresolved(walk, element)
    mark = phrasing(walk.content(element))
    # A call whose printed form the source does not tell.
    return [_call(walk, aim, target, [_made_mark(walk, aim)] if is_blank(mark) else mark, walk.id(element))]


def unresolved(walk: Walk, element: etree._Element) -> Content:
    """The mark of a note that the source lacks: printed as it stood, leading nowhere."""
    content = walk.content(element)
    return [make("span", content, class_="noteref unresolved", id=walk.id(element, "unresolved"))]


def without_notes(root: etree._Element) -> list[dict[str, str]]:
    """The marks of notes that the source lacks: ``id`` and ``mark`` of each, in order."""
    return [
        {"id": ref.get(XML_ID, ""), "mark": "".join(str(text) for text in ref.itertext()).strip()}
        for ref in root.iter("{*}ref")
        if ref.get("type") == "note" and (ref.get("subtype") == "unresolved" or not ref.get("target"))
    ]


def group(walk: Walk, element: etree._Element) -> Content:
    """``noteGrp``: its notes, each in its own right."""
    return [piece for child in element for piece in walk.one(child)]


def _target(walk: Walk, element: etree._Element) -> str:
    given = walk.id(element)
    if given:
        return given
    made = walk.ids.new(f"note-{series(element)}-{element.get('n') or '1'}")
    # So that a second look at the same note finds the same id.
    element.set(XML_ID, made)
    return made


def _made_mark(walk: Walk, element: etree._Element) -> str:
    kind = series(element)
    number = element.get("n")
    if not number:
        walk.numbers[kind] = walk.numbers.get(kind, 0) + 1
        number = str(walk.numbers[kind])
        element.set("n", number)
    return MARKS.get(kind, MARKS["author"]).format(number)


def _call(
    walk: Walk, note_element: etree._Element, target: str, mark: Content, given: str = ""
) -> etree._Element:
    """The link at the place of the call; on a note's first call the note itself is rendered too."""
    kind = series(note_element)
    place = given or walk.ids.new(f"call-{target}")
    link = make(
        "a",
        mark,
        class_=f"noteref {kind}",
        id=place,
        epub_type="noteref",
        role="doc-noteref",
        href=f"#{target}",
    )
    if target not in walk.calls and not _in_line(note_element):
        walk.calls[target] = place
        slot = len(walk.notes)
        walk.notes.append(None)
        walk.notes[slot] = _aside(walk, note_element, target, place, words(link))
    return link


def _aside(walk: Walk, element: etree._Element, target: str, place: str, mark: str) -> etree._Element:
    """The note: its printed label, or the mark of its call, leads back to the call."""
    printed = element.find("{*}label")
    back: Content = [mark]
    content: Content
    if printed is not None and not (element.text or "").strip() and element[0] is printed:
        back = phrasing(walk.content(printed))
        content = [printed.tail] if printed.tail else []
        for child in printed.itersiblings():
            content.extend(walk.one(child))
            if child.tail:
                content.append(child.tail)
    else:
        content = walk.content(element)
    aside = make(
        "aside",
        class_=f"note {series(element)}",
        id=target,
        epub_type="footnote",
        role="doc-footnote",
        data_place=element.get("place", ""),
        data_n=element.get("n", ""),
        data_resp=walk.who(element.get("resp", "")),
    )
    paragraphs = blocks(content)
    link = make("a", back, class_="backlink", role="doc-backlink", href=f"#{place}")
    if is_blank(back):
        link.text = mark
    if not paragraphs or name_of(paragraphs[0]) != "p":
        paragraphs.insert(0, make("p"))
    first = paragraphs[0]
    rest = pieces(first)
    if printed is None and rest and not (isinstance(rest[0], str) and rest[0].startswith(("\u3000", " "))):
        # A mark that we made is set off from the note; one that was printed has its own space, or none.
        rest.insert(0, "\u3000")
    add(first, [link, *rest])
    aside.extend(paragraphs)
    return language(element, aside)


def gather(walk: Walk, section: etree._Element) -> None:
    """Put the notes of the document in hand at its end, and make ready for the next document."""
    notes = [item for item in walk.notes if item is not None]
    if notes:
        box = make("section", class_="notes", epub_type="footnotes", aria_label=NOTES_TITLE)
        box.extend(notes)
        section.append(box)
    walk.notes = []
    walk.numbers = {}


def ref(walk: Walk, element: etree._Element) -> Content:
    """``ref`` by its type: a call, a call without note, or a reference."""
    if element.get("type") == "noteref":
        return call(walk, element)
    if element.get("type") == "note" and (
        element.get("subtype") == "unresolved" or not element.get("target")
    ):
        return unresolved(walk, element)
    return reference(walk, element)


HANDLERS: Final[dict[str, Handler]] = {"note": note, "noteGrp": group, "ref": ref}
