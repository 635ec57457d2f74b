"""The comparison of a document's strings with the lines of its source.

Every printed line of the source must be the next piece of one of the strings, exactly, and at the end all
strings must be used up. Which string a line continues is not always clear from one line, so all readings are
followed until one remains. Where none remains something is missing, added or changed, and its place is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from edition.diagnostics import Findings, Place
from edition.ingest.source import LAYOUT_SPACES, Line
from edition.ingest.strings import String, Strings
from edition.ingest.wraps import Joint, joint

# How far the comparison looks for the place where text and source agree again: printed lines, characters.
_AHEAD_LINES = 6
_AHEAD_CHARACTERS = 6000
# More differences than this are counted, not listed.
_LISTED = 30


@dataclass(frozen=True, slots=True)
class Tally:
    """Characters of the source by where they were found."""

    text: int = 0
    notes: int = 0
    furniture: int = 0
    unaccounted: int = 0

    def plus(self, text: int = 0, notes: int = 0, furniture: int = 0, unaccounted: int = 0) -> Tally:
        """The tally with more characters counted."""
        return Tally(
            self.text + text,
            self.notes + notes,
            self.furniture + furniture,
            self.unaccounted + unaccounted,
        )


@dataclass(frozen=True, slots=True)
class _State:
    """One reading of the source so far.

    ``text``, ``furniture`` and ``in_note`` say how far the strings are used up, ``note`` which note is being
    read (-1 none), ``used`` has a bit for every note begun. ``last_text`` and ``last_note`` are the indexes of
    the lines that went there last, for the joints.
    """

    text: int = 0
    furniture: int = 0
    note: int = -1
    in_note: int = 0
    used: int = 0
    last_text: int = -1
    last_note: int = -1


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a line continues a string: the end there, and what of the line was kept, dropped, or became a space."""

    end: int
    kept: int
    space: int = 0
    dropped: int = 0


class Comparison:
    """Compares once; :meth:`run` gives the tally and records the differences as findings."""

    def __init__(
        self, strings: Strings, lines: Sequence[Line], findings: Findings, file: str, source_file: str
    ) -> None:
        self._text, self._notes, self._furniture = strings.text, strings.notes, strings.furniture
        self._lines = lines
        self._findings = findings
        self._file, self._source_file = file, source_file
        self._differences = 0
        self._by_label: dict[str, list[int]] = defaultdict(list)
        for index, note in enumerate(self._notes):
            self._by_label[note.characters[: note.label or 1]].append(index)
        self._label_lengths = sorted({len(label) for label in self._by_label})
        self._inline = _running_count(len(self._text.characters), self._text.notes)

    def run(self) -> Tally:
        """Compare. All characters of the lines are in the tally."""
        states: dict[_State, Tally] = {_State(): Tally()}
        for index, line in enumerate(self._lines):
            layout = len(line.lead) + len(line.trail) + len(line.terminator)
            if not line.blank:
                following: dict[_State, Tally] = {}
                for state, tally in states.items():
                    for after, counted in self._readings(state, tally, index):
                        following.setdefault(after, counted)
                states = following or dict([self._recover(states, index)])
            states = {state: tally.plus(furniture=layout) for state, tally in states.items()}
        return self._finish(states)

    # --- one line

    def _readings(self, state: _State, tally: Tally, index: int) -> Iterator[tuple[_State, Tally]]:
        """All ways in which line ``index`` continues the strings."""
        fit = self._fit(self._text, state.text, state.last_text, index)
        if fit is not None:
            yield replace(state, text=fit.end, last_text=index), self._in_text(tally, fit)
        if self._reading_note(state):
            fit = self._fit(self._notes[state.note], state.in_note, state.last_note, index)
            if fit is not None:
                yield replace(state, in_note=fit.end, last_note=index), _in_note(tally, fit)
        else:
            for note in self._notes_begun_by(state, index):
                fit = self._begin(note, index)
                if fit is not None:
                    used = state.used | 1 << note
                    yield (
                        replace(state, note=note, in_note=fit.end, used=used, last_note=index),
                        _in_note(tally, fit),
                    )
        body = self._lines[index].body
        end = state.furniture + len(body)
        edges = self._furniture.edges
        if state.furniture in edges and end in edges:
            if self._furniture.characters.startswith(body, state.furniture):
                yield replace(state, furniture=end), tally.plus(furniture=len(body))

    def _reading_note(self, state: _State) -> bool:
        return state.note >= 0 and state.in_note < len(self._notes[state.note].characters)

    def _in_text(self, tally: Tally, fit: _Fit) -> Tally:
        inline = self._inline[fit.end] - self._inline[fit.end - fit.kept]
        # A wrap that stands as a space is text; with the layout it was counted as furniture.
        return tally.plus(text=fit.kept - inline + fit.space, notes=inline, furniture=fit.dropped - fit.space)

    def _fit(self, string: String, at: int, last: int, index: int) -> _Fit | None:
        """How line ``index`` continues ``string`` at ``at``; ``last`` is the line that the string had before."""
        body, space = self._lines[index].body, 0
        if at not in string.edges and last >= 0:
            how = joint(self._lines[last].body, body)
            if how is Joint.SPACE:
                if string.characters[at : at + 1] != " ":
                    return None
                at, space = at + 1, 1
            elif (how is Joint.HYPHEN) != (at in string.hyphens):
                return None
        return _match(string, at, body, space, 0)

    def _begin(self, note: int, index: int) -> _Fit | None:
        """How line ``index`` begins a note: its mark, a gap that is layout, its words."""
        string, body = self._notes[note], self._lines[index].body
        if not body.startswith(string.characters[: string.label]):
            return None
        rest = body[string.label :].lstrip(LAYOUT_SPACES) if string.label else body
        gap = len(body) - string.label - len(rest)
        fit = _match(string, string.label, rest, 0, gap)
        return None if fit is None else replace(fit, kept=fit.kept + string.label)

    def _notes_begun_by(self, state: _State, index: int) -> Iterator[int]:
        """Notes not yet begun whose mark leads the line; of several with the same words only the first."""
        body = self._lines[index].body
        seen: set[str] = set()
        for length in self._label_lengths:
            for note in self._by_label.get(body[:length], ()):
                characters = self._notes[note].characters
                if not state.used >> note & 1 and characters not in seen:
                    seen.add(characters)
                    yield note

    # --- where nothing fits

    def _recover(self, states: dict[_State, Tally], index: int) -> tuple[_State, Tally]:
        """Report what differs at line ``index`` and go on where text and source agree again.

        Either the text has something more before the line: the line itself is found further on. Or the line
        is in the text but changed: the next ones are found where it should end. Or it is not in the text.
        """
        before = self._differences
        line = self._lines[index]
        state = max(states, key=lambda one: self._nearest(one, index)[0])
        _, string, at = self._nearest(state, index)
        added = string.characters.find(line.body, at, at + _AHEAD_CHARACTERS)
        end = self._end_of_line(string, at, index)
        if added >= 0 and (end is None or added < end):
            self._report(string, at, index, 0, string.characters[at:added], "")
            same, to = len(line.body), added + len(line.body)
        elif end is None:
            self._report(string, at, index, 0, "", line.body)
            return state, states[state].plus(unaccounted=len(line.body))
        else:
            same, to = self._differences_within(string, at, end, index), end
        if self._differences == before:
            self._report(string, at, index, 0, "", "")
        tally, lost = states[state], len(line.body) - same
        if string is self._text:
            inline = min(same, self._inline[to] - self._inline[min(at, to)])
            counted = tally.plus(text=same - inline, notes=inline, unaccounted=lost)
            return replace(state, text=to, last_text=index), counted
        note = next(number for number, one in enumerate(self._notes) if one is string)
        state = replace(state, note=note, in_note=to, used=state.used | 1 << note, last_note=index)
        return state, tally.plus(notes=same, unaccounted=lost)

    def _differences_within(self, string: String, at: int, end: int, index: int) -> int:
        """Report how a line differs from its place in a string; the number of characters that do not."""
        body, there = self._lines[index].body, string.characters[at:end]
        same = 0
        for kind, a, b, c, d in SequenceMatcher(None, body, there, autojunk=False).get_opcodes():
            if kind == "equal":
                same += b - a
            else:
                self._report(string, at + c, index, a, there[c:d], body[a:b])
        return same

    def _nearest(self, state: _State, index: int) -> tuple[int, String, int]:
        """The string that agrees with the line farthest: how far, which, and where it stands there."""
        body = self._lines[index].body
        choices = [(self._text, state.text)]
        if self._reading_note(state):
            choices.append((self._notes[state.note], state.in_note))
        else:
            choices += [(self._notes[note], 0) for note in self._notes_begun_by(state, index)]
        best: tuple[int, String, int] | None = None
        for string, at in choices:
            if at not in string.edges and string.characters[at : at + 1] == " ":
                at += 1
            reach = _common(string.characters, at, body)
            if best is None or reach > best[0]:
                best = reach, string, at
        assert best is not None
        return best

    def _end_of_line(self, string: String, at: int, index: int) -> int | None:
        """Where a changed line ends in ``string``: where one of the next lines begins, or the string ends."""
        body = self._lines[index].body
        room = 2 * len(body) + 40
        printed = 0
        for later in self._lines[index + 1 :]:
            if later.blank:
                continue
            found = string.characters.find(later.body, at, at + room + len(later.body))
            if found >= 0:
                # The space of a wrap between Latin words belongs to the joint.
                joined = found > at and string.characters[found - 1] == " " and found not in string.edges
                return found - 1 if joined else found
            printed += 1
            if printed == _AHEAD_LINES:
                break
        end = len(string.characters)
        return end if at < end <= at + room and _common(string.characters, at, body) else None

    # --- the end

    def _finish(self, states: dict[_State, Tally]) -> Tally:
        """Whatever is left in the strings has no source."""
        state = min(states, key=lambda one: sum(len(s.characters) - at for s, at in self._left(one)))
        last = max((i for i, line in enumerate(self._lines) if not line.blank), default=0)
        for string, at in self._left(state):
            if self._lines:
                self._report(string, at, last, 0, string.characters[at:], "")
        if self._differences > _LISTED:
            self._findings.error(
                "ING-050",
                f"{self._differences - _LISTED} more differences between text and source",
                Place(self._file),
                "ingest the source again and compare",
            )
        return states[state]

    def _left(self, state: _State) -> list[tuple[String, int]]:
        left = [(self._text, state.text), (self._furniture, state.furniture)]
        if state.note >= 0:
            left.append((self._notes[state.note], state.in_note))
        left += [(note, 0) for index, note in enumerate(self._notes) if not state.used >> index & 1]
        return [(string, at) for string, at in left if at < len(string.characters)]

    def _report(self, string: String, at: int, index: int, column: int, there: str, here: str) -> None:
        """Record that the source has ``here`` at a line where the text has ``there``."""
        self._differences += 1
        if self._differences > _LISTED:
            return
        line = self._lines[index]
        code = "ING-050"
        if here and there:
            message = f"the source has 「{_brief(here)}」, the text 「{_brief(there)}」"
        elif here:
            message = f"「{_brief(here)}」 of the source is not in the text"
        elif there:
            code, message = "ING-051", f"「{_brief(there)}」 in the text is not in the source"
        else:
            message = "the space between two lines is not as the source has it"
        place = f"{self._source_file}:{line.number}:{len(line.lead) + column + 1}"
        self._findings.error(
            code,
            f"{message} ({place})",
            string.place(at, self._file),
            "restore the words of the source in text.xml; changes belong in a layer",
        )


def _match(string: String, at: int, body: str, space: int, gap: int) -> _Fit | None:
    if string.characters.startswith(body, at) and at + len(body) not in string.hyphens:
        return _Fit(at + len(body), len(body), space, gap)
    if at + len(body) - 1 in string.hyphens and string.characters.startswith(body[:-1], at):
        return _Fit(at + len(body) - 1, len(body) - 1, space, gap + 1)
    return None


def _in_note(tally: Tally, fit: _Fit) -> Tally:
    return tally.plus(notes=fit.kept + fit.space, furniture=fit.dropped - fit.space)


def _running_count(length: int, stretches: Sequence[tuple[int, int]]) -> list[int]:
    """For each position how many characters before it lie in one of the stretches."""
    steps = [0] * (length + 2)
    for start, end in stretches:
        steps[start] += 1
        steps[end] -= 1
    counts, inside, count = [0] * (length + 1), 0, 0
    for position in range(length + 1):
        counts[position] = count
        inside += steps[position]
        count += inside > 0
    return counts


def _common(characters: str, at: int, body: str) -> int:
    """How many characters of ``body`` stand at ``at``."""
    length = 0
    while length < len(body) and at + length < len(characters) and characters[at + length] == body[length]:
        length += 1
    return length


def _brief(said: str) -> str:
    return said if len(said) <= 24 else said[:12] + "…" + said[-8:]
