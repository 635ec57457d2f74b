"""The proof that no character of the source is lost, and none is in the text that the source has not.

The proof does not trust ingest. It takes the finished TEI and the kept source and reads both: the TEI as
strings of characters (the running text; each note that was taken from a page's foot; the furniture), the
source line by line. Every line must be the next piece of one of those strings, exactly, and at the end all
strings must be used up. Which string a line continues is not always clear from one line, so all readings are
followed until one remains. Where none remains a character is missing, added or changed, and its place is
known. Spaces inside lines are compared like any character; between lines the rule of the wraps decides
(:mod:`edition.ingest.wraps`), so a space too few or too many is found as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.ingest import source as source_text
from edition.ingest.source import LAYOUT_SPACES, Line
from edition.ingest.wraps import Joint, joint
from edition.tei import EDITION_NS, XML_ID, line_of, local, t, words

# How far ahead the proof looks for the place where text and source agree again.
_AHEAD_LINES = 40
_AHEAD_CHARACTERS = 6000
# More differences than this are counted, not listed.
_LISTED = 30


@dataclass(frozen=True, slots=True)
class Ledger:
    """Characters of the decoded source by where they went; ``source`` is the sum of the others."""

    source: int
    text: int
    notes: int
    furniture: int
    unaccounted: int

    def record(self, element: etree._Element) -> None:
        """Write the ledger as attributes, for ``xenoData``."""
        for name in ("source", "text", "notes", "furniture", "unaccounted"):
            element.set("characters" if name == "source" else name, str(getattr(self, name)))


@dataclass(slots=True)
class _String:
    """A string of characters of the TEI that the source must have in this order."""

    characters: str = ""
    #: Where blocks begin: no joint is expected there.
    edges: set[int] = field(default_factory=set)
    #: Where a hyphen that divided a word was dropped.
    hyphens: set[int] = field(default_factory=set)
    #: Stretches inside that are notes in running text.
    notes: list[tuple[int, int]] = field(default_factory=list)
    #: Where the text of an element with an id begins, and its id and line.
    places: list[tuple[int, str, int]] = field(default_factory=list)

    def place(self, position: int, file: str) -> Place:
        at = bisect_right([start for start, _, _ in self.places], position) - 1
        if at < 0:
            return Place(file)
        _, identifier, line = self.places[at]
        return Place(file, line, 0, identifier)


class _Reader:
    """Reads the TEI into strings."""

    def __init__(self, root: etree._Element) -> None:
        self.main = _Collector()
        self.furniture = _Collector()
        self.notes: list[_String] = []
        text = root.find(t("text"))
        if text is not None:
            self._read(text, self.main)

    def _read(self, element: etree._Element, into: _Collector) -> None:
        name = local(element.tag)
        if not name or name in _NOT_OF_SOURCE:
            return
        if name == "fw":
            self.furniture.edge()
            self.furniture.mark(element)
            self.furniture.add(words(element))
            self.furniture.edge()
            return
        if name == "note" and element.get("place") in ("foot", "end"):
            note = _Collector()
            note.mark(element)
            self._contents(element, note)
            self.notes.append(note.string())
            return
        if name == "note" and element.get("place") != "inline":
            return  # an editor's note; the source has none of it
        if name == "lb":
            if element.get("rend") == "hyphen":
                into.hyphen()
            else:
                into.edge()
            return
        if name == "choice":
            for child in element:
                if local(child.tag) in ("sic", "orig", "abbr"):
                    self._contents(child, into)
            return
        if name == "app":
            reading = element.find(t("lem"))
            if reading is not None:
                self._contents(reading, into)
            return
        block = name in _BLOCKS
        if block:
            into.edge()
        if element.get(XML_ID):
            into.mark(element)
        start = into.length
        self._contents(element, into)
        if name == "note":
            into.inline_note(start)
        if block or name == "label":
            into.edge()

    def _contents(self, element: etree._Element, into: _Collector) -> None:
        holds_blocks = any(local(child.tag) in _BLOCKS for child in element)
        into.add(_printed(element.text, holds_blocks))
        for child in element:
            self._read(child, into)
            into.add(_printed(child.tail, holds_blocks))


# Elements that begin on a line of their own.
_BLOCKS = frozenset(
    "text front body back div head p epigraph cit quote bibl lg l list item byline signed figure table row cell "
    "figDesc".split()
)
# What editors add and the source has not.
_NOT_OF_SOURCE = frozenset("pb cb milestone corr reg expan supplied rdg figDesc listApp standOff".split())


# A line of the XML file that an editor's program wrapped or indented; no character of the text is a newline.
_XML_WRAP = re.compile(r"(\S?)[ \t\r]*\n[ \t\r\n]*(\S?)")


def _printed(text: str | None, holds_blocks: bool) -> str:
    """Text as it counts: white space between blocks and wraps in the XML file are layout of that file."""
    if text is None or (holds_blocks and not text.strip()):
        return ""
    return _XML_WRAP.sub(_unwrapped, text) if "\n" in text else text


def _unwrapped(match: re.Match[str]) -> str:
    before, after = match.groups()
    space = before and after and joint(before, after) is Joint.SPACE
    return before + (" " if space else "") + after


class _Collector:
    """Builds a :class:`_String`."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        self._string = _String()

    def add(self, characters: str) -> None:
        if characters:
            self._pieces.append(characters)
            self.length += len(characters)

    def edge(self) -> None:
        self._string.edges.add(self.length)

    def hyphen(self) -> None:
        self._string.hyphens.add(self.length)

    def mark(self, element: etree._Element) -> None:
        self._string.places.append((self.length, element.get(XML_ID) or "", line_of(element)))

    def inline_note(self, start: int) -> None:
        self._string.notes.append((start, self.length))

    def string(self) -> _String:
        self._string.characters = "".join(self._pieces)
        self._string.edges |= {0, self.length}
        return self._string


@dataclass(frozen=True, slots=True)
class _State:
    """One reading of the source so far: how much of each string is used up.

    ``note`` is the note that is being read (-1 none) and ``in_note`` how far; ``used`` has a bit for every note.
    """

    main: int
    note: int
    in_note: int
    used: int
    furniture: int
    #: The last body line that went to the text and to the note, for the joints.
    last_main: int
    last_note: int


@dataclass(frozen=True, slots=True)
class _Tally:
    """What a reading has counted; two readings in the same state have counted the same."""

    text: int = 0
    notes: int = 0
    furniture: int = 0
    unaccounted: int = 0

    def plus(self, text: int = 0, notes: int = 0, furniture: int = 0, unaccounted: int = 0) -> _Tally:
        return _Tally(
            self.text + text, self.notes + notes, self.furniture + furniture, self.unaccounted + unaccounted
        )


class _Proof:
    """The comparison. ``states`` are the readings still possible, with their tallies."""

    def __init__(self, reader: _Reader, lines: list[Line], findings: Findings, names: tuple[str, str]) -> None:
        self.main = reader.main.string()
        self.fw = reader.furniture.string()
        self.notes = reader.notes
        self.lines = lines
        self.findings = findings
        self.file, self.source_file = names
        self.differences = 0
        self.states: dict[_State, _Tally] = {_State(0, -1, 0, 0, 0, -1, -1): _Tally()}
        self.heads: dict[str, list[int]] = defaultdict(list)
        for index, note in enumerate(self.notes):
            self.heads[note.characters[:1]].append(index)
        self.inline = [0] * (len(self.main.characters) + 1)
        for start, end in self.main.notes:
            for position in range(start, end):
                self.inline[position] = 1
        total = 0
        for position, is_note in enumerate(self.inline):
            self.inline[position] = total
            total += is_note

    def run(self) -> _Tally:
        for index, line in enumerate(self.lines):
            layout = len(line.lead) + len(line.trail) + len(line.terminator)
            if line.blank:
                self.states = {state: tally.plus(furniture=layout) for state, tally in self.states.items()}
                continue
            following: dict[_State, _Tally] = {}
            for state, tally in self.states.items():
                for after, counted in self._readings(state, tally, index):
                    following.setdefault(after, counted)
            if not following:
                state, tally = self._recover(index)
                following = {state: tally}
            self.states = {s: tally.plus(furniture=layout) for s, tally in following.items()}
        return self._finish()

    # --- one line

    def _readings(self, state: _State, tally: _Tally, index: int) -> Iterator[tuple[_State, _Tally]]:
        """All ways in which line ``index`` continues the strings."""
        body = self.lines[index].body
        fit = self._fit(self.main, state.main, state.last_main, index)
        if fit is not None:
            end, kept, space, hyphen = fit
            inline = self.inline[end] - self.inline[end - kept] if kept else 0
            yield (
                _State(end, state.note, state.in_note, state.used, state.furniture, index, state.last_note),
                # A wrap that stands as a space is text, and so no longer furniture.
                tally.plus(text=kept - inline + space, notes=inline, furniture=hyphen - space),
            )
        if state.note >= 0 and state.in_note < len(self.notes[state.note].characters):
            fit = self._fit(self.notes[state.note], state.in_note, state.last_note, index)
            if fit is not None:
                end, kept, space, hyphen = fit
                yield (
                    _State(state.main, state.note, end, state.used, state.furniture, state.last_main, index),
                    tally.plus(notes=kept + space, furniture=hyphen - space),
                )
        elif_open = state.note < 0 or state.in_note == len(self.notes[state.note].characters)
        if elif_open:
            for note in self.heads.get(body[0], ()):
                if state.used >> note & 1:
                    continue
                started = self._start(note, index)
                if started is not None:
                    end, kept, gap = started
                    yield (
                        _State(
                            state.main, note, end, state.used | 1 << note, state.furniture, state.last_main, index
                        ),
                        tally.plus(notes=kept, furniture=gap),
                    )
        if self.fw.characters.startswith(body, state.furniture):
            end = state.furniture + len(body)
            if state.furniture in self.fw.edges and end in self.fw.edges:
                yield (
                    _State(
                        state.main, state.note, state.in_note, state.used, end, state.last_main, state.last_note
                    ),
                    tally.plus(furniture=len(body)),
                )

    def _fit(self, string: _String, at: int, last: int, index: int) -> tuple[int, int, int, int] | None:
        """How line ``index`` continues ``string`` at ``at``: its end there, characters kept, space, hyphen.

        ``last`` is the line that the string had before. The space is 1 where the wrap before the line stands
        as one, the hyphen 1 where the line's own hyphen was dropped at the wrap after it.
        """
        body, space = self.lines[index].body, 0
        if at not in string.edges and last >= 0:
            how = joint(self.lines[last].body, body)
            if how is Joint.SPACE:
                if string.characters[at : at + 1] != " ":
                    return None
                at, space = at + 1, 1
            elif (how is Joint.HYPHEN) != (at in string.hyphens):
                return None
        if string.characters.startswith(body, at) and at + len(body) not in string.hyphens:
            return at + len(body), len(body), space, 0
        if at + len(body) - 1 in string.hyphens and string.characters.startswith(body[:-1], at):
            return at + len(body) - 1, len(body) - 1, space, 1
        return None

    def _start(self, note: int, index: int) -> tuple[int, int, int] | None:
        """How a line begins a note: the end in the note, characters kept, and the gap after the label."""
        string, body = self.notes[note], self.lines[index].body
        label = min((edge for edge in string.edges if edge > 0), default=0)
        if not body.startswith(string.characters[:label]):
            return None
        rest = body[label:].lstrip(LAYOUT_SPACES)
        gap = len(body) - label - len(rest)
        end = label + len(rest)
        if string.characters.startswith(rest, label) and end not in string.hyphens:
            return end, end, gap
        if end - 1 in string.hyphens and string.characters.startswith(rest[:-1], label):
            return end - 1, end - 1, gap + 1
        return None

    # --- where nothing fits

    def _recover(self, index: int) -> tuple[_State, _Tally]:
        """Report what differs at line ``index`` and find where text and source agree again.

        Either the line is in the text but changed: the next lines are found a little further on. Or it is
        not there at all: nothing is used up. Or the text has something added before it: the line itself is
        found further on.
        """
        state = max(self.states, key=lambda one: self._reach(one, index))
        tally = self.states[state]
        line = self.lines[index]
        string, at = self._nearest(state, index)
        added = string.characters.find(line.body, at, at + _AHEAD_CHARACTERS)
        next_at = self._next_found(string, at, index)
        if added >= 0 and (next_at is None or added < next_at):
            self._report(string, at, index, 0, string.characters[at:added], "")
            return self._moved(state, string, added + len(line.body), index), self._counted(
                tally, string, len(line.body), 0
            )
        if next_at is None:
            self._report(string, at, index, 0, "", line.body)
            return state, tally.plus(unaccounted=len(line.body))
        there = string.characters[at:next_at]
        same = 0
        matcher = SequenceMatcher(None, line.body, there, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind == "equal":
                same += b - a
            elif there[c:d].strip(" ") or line.body[a:b]:
                self._report(string, at + c, index, a, there[c:d], line.body[a:b])
            elif d > c and not (d == len(there) or c == 0):
                self._report(string, at + c, index, a, there[c:d], "")
        if same == len(line.body) and self.differences == 0:
            self._report(string, at, index, 0, there[:1] if there[:1] == " " else "", "")
        return self._moved(state, string, next_at, index), self._counted(
            tally, string, same, len(line.body) - same
        )

    def _reach(self, state: _State, index: int) -> int:
        string, at = self._nearest(state, index)
        return _common(string.characters, at, self.lines[index].body)

    def _nearest(self, state: _State, index: int) -> tuple[_String, int]:
        """The string that the line agrees with farthest, and where it stands there."""
        body = self.lines[index].body
        choices: list[tuple[int, int, _String, int]] = []

        def offer(preference: int, string: _String, at: int) -> None:
            if at not in string.edges and string.characters[at : at + 1] == " ":
                at += 1
            choices.append((_common(string.characters, at, body), preference, string, at))

        offer(3, self.main, state.main)
        if state.note >= 0 and state.in_note < len(self.notes[state.note].characters):
            offer(2, self.notes[state.note], state.in_note)
        else:
            for note in self.heads.get(body[0], ()):
                if not state.used >> note & 1:
                    offer(1, self.notes[note], 0)
        best = max(choices, key=lambda choice: choice[:2])
        return best[2], best[3]

    def _next_found(self, string: _String, at: int, index: int) -> int | None:
        """Where the next line that the string has begins, if it is near enough for this one to stand before it."""
        room = 2 * len(self.lines[index].body) + 40
        for later in range(index + 1, min(len(self.lines), index + _AHEAD_LINES)):
            body = self.lines[later].body
            if not body:
                continue
            found = string.characters.find(body, at, at + room + len(body))
            if found >= 0:
                # The space of a Latin wrap belongs to the joint, not to the changed line.
                is_space = found > at and string.characters[found - 1] == " " and found not in string.edges
                return found - 1 if is_space else found
            if later > index + 6:
                break
        end = len(string.characters)
        return end if end - at <= room and end > at else None

    def _moved(self, state: _State, string: _String, to: int, index: int) -> _State:
        if string is self.main:
            return _State(to, state.note, state.in_note, state.used, state.furniture, index, state.last_note)
        note = next(number for number, one in enumerate(self.notes) if one is string)
        return _State(state.main, note, to, state.used | 1 << note, state.furniture, state.last_main, index)

    def _counted(self, tally: _Tally, string: _String, same: int, lost: int) -> _Tally:
        if string is self.main:
            return tally.plus(text=same, unaccounted=lost)
        return tally.plus(notes=same, unaccounted=lost)

    def _report(self, string: _String, at: int, index: int, column: int, there: str, here: str) -> None:
        self.differences += 1
        if self.differences > _LISTED:
            return
        line = self.lines[index]
        where = string.place(at, self.file)
        place = f"{self.source_file}:{line.number}:{len(line.lead) + column + 1}"
        if here and there:
            code, message = "ING-050", f"the source has 「{_brief(here)}」, the text 「{_brief(there)}」"
        elif here:
            code, message = "ING-050", f"「{_brief(here)}」 of the source is not in the text"
        elif there:
            code, message = "ING-051", f"「{_brief(there)}」 in the text is not in the source"
        else:
            code, message = "ING-050", "a space between two lines differs from the source"
        self.findings.error(
            code, f"{message} ({place})", where, "restore the source's words; changes belong in a layer"
        )

    # --- the end

    def _finish(self) -> _Tally:
        def left(state: _State) -> int:
            rest = len(self.main.characters) - state.main + len(self.fw.characters) - state.furniture
            rest += sum(
                len(note.characters) for i, note in enumerate(self.notes) if not state.used >> i & 1
            )
            return rest + (len(self.notes[state.note].characters) - state.in_note if state.note >= 0 else 0)

        state = min(self.states, key=left)
        last = max((i for i, line in enumerate(self.lines) if not line.blank), default=0)
        remains = [(self.main, state.main), (self.fw, state.furniture)]
        if state.note >= 0:
            remains.append((self.notes[state.note], state.in_note))
        remains += [(note, 0) for i, note in enumerate(self.notes) if not state.used >> i & 1]
        for string, at in remains:
            if self.lines and string.characters[at:].strip():
                self._report(string, at, last, 0, string.characters[at:], "")
        if self.differences > _LISTED:
            self.findings.error(
                "ING-050",
                f"{self.differences - _LISTED} more differences between text and source",
                Place(self.file),
                "ingest the source again and compare",
            )
        return self.states[state]


def _common(characters: str, at: int, body: str) -> int:
    length = 0
    while length < len(body) and at + length < len(characters) and characters[at + length] == body[length]:
        length += 1
    return length


def _brief(words: str) -> str:
    return words if len(words) <= 24 else words[:12] + "…" + words[-8:]


def audit(
    root: etree._Element, source: bytes | str, findings: Findings, *, file: str = "text.xml", source_file: str = ""
) -> Ledger:
    """The ledger, computed from a TEI document and the source it was made from.

    ``file`` and ``source_file`` name the two in findings; the latter is by default the one the document names.
    Errors: ING-050 a character of the source is missing or changed, ING-051 the text has characters that the
    source has not. Raises ``Unusable`` where the source cannot be read.
    """
    if not source_file:
        element = root.find(f".//{{{EDITION_NS}}}source")
        source_file = (element.get("file") if element is not None else None) or "source"
    text = source if isinstance(source, str) else source_text.decode(source, source_file, findings)
    lines = source_text.lines(text)
    tally = _Proof(_Reader(root), lines, findings, (file, source_file)).run()
    return Ledger(len(text), tally.text, tally.notes, tally.furniture, tally.unaccounted)
