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
from itertools import islice

from edition.diagnostics import Findings, Place
from edition.ingest.printed import marks
from edition.ingest.printed.wraps import Joint, joint
from edition.ingest.source import LAYOUT_SPACES, Line
from edition.ingest.strings import String, Strings

# A line is in the text, but changed, if no more than this part of its characters differs.
_ALIKE = 0.4
# How far the comparison looks for a line behind something that was added, in characters; a line of a few
# characters stands in too many places to be looked for.
_AHEAD_CHARACTERS = 6000
_LEAST_CHARACTERS = 8
# How many printed lines it looks at for the one that follows: notes and page numbers may stand between.
_AHEAD_LINES = 8
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
    """How a line continues a string: the end there; what was kept, dropped, became a space."""

    end: int
    kept: int
    space: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class _Guess:
    """Where a line could stand in a string if ``cost`` characters differ.

    ``body`` is the line without the ``gap`` after a note's mark; ``note`` is the note that ``string`` is, or -1.
    """

    cost: int
    state: _State
    string: String
    note: int
    at: int
    end: int
    body: str
    gap: int


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
        if (
            state.furniture in edges
            and end in edges
            and self._furniture.characters.startswith(body, state.furniture)
        ):
            yield replace(state, furniture=end), tally.plus(furniture=len(body))

    def _reading_note(self, state: _State) -> bool:
        return state.note >= 0 and state.in_note < len(self._notes[state.note].characters)

    def _in_text(self, tally: Tally, fit: _Fit) -> Tally:
        inline = self._inline[fit.end] - self._inline[fit.end - fit.kept]
        # A wrap that stands as a space is text; with the layout it was counted as furniture.
        return tally.plus(text=fit.kept - inline + fit.space, notes=inline, furniture=fit.dropped - fit.space)

    def _fit(self, string: String, at: int, last: int, index: int) -> _Fit | None:
        """How line ``index`` continues ``string`` at ``at``; ``last`` is the string's line before."""
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
        """Report what differs at line ``index`` and go on behind it.

        The line is in one of the strings but changed: then it is where the fewest characters differ. Or the
        text has something more before it: then the line is found further on. Or it is not in the text.
        """
        line = self._lines[index]
        best = min(
            (guess for state in states for guess in self._guesses(state, index)),
            key=lambda guess: guess.cost,
            default=None,
        )
        if best is not None and best.cost <= _ALIKE * len(best.body):
            state, same = best.state, self._differences_within(best, index)
            return self._moved(best, index), self._counted(states[state], best, same)
        state = min(states, key=lambda one: one.text)
        added = -1
        if len(line.body) >= _LEAST_CHARACTERS:
            added = self._text.characters.find(line.body, state.text, state.text + _AHEAD_CHARACTERS)
        if added >= 0:
            self._report(self._text, state.text, index, 0, self._text.characters[state.text : added], "")
            end = added + len(line.body)
            return replace(state, text=end, last_text=index), states[state].plus(text=len(line.body))
        self._report(self._text, state.text, index, 0, "", line.body)
        return state, states[state].plus(unaccounted=len(line.body))

    def _guesses(self, state: _State, index: int) -> Iterator[_Guess]:
        """Where the line could stand, if it were not quite the same."""
        body = self._lines[index].body
        at = state.text + self._joint_space(self._text, state.text, state.last_text, index)
        yield self._guess(state, self._text, -1, at, body, 0, index)
        if self._reading_note(state):
            note = self._notes[state.note]
            at = state.in_note + self._joint_space(note, state.in_note, state.last_note, index)
            yield self._guess(state, note, state.note, at, body, 0, index)
        elif found := marks.head(body):
            mark, words = found
            unread = next((n for n in range(len(self._notes)) if not state.used >> n & 1), None)
            beginning = body[: mark.end] + body[words:]
            for number in sorted(
                {*self._notes_begun_by(state, index), *([] if unread is None else [unread])}
            ):
                yield self._guess(state, self._notes[number], number, 0, beginning, words - mark.end, index)
        if state.furniture < len(self._furniture.characters):
            yield self._guess(state, self._furniture, -1, state.furniture, body, 0, index)

    def _guess(
        self, state: _State, string: String, note: int, at: int, body: str, gap: int, index: int
    ) -> _Guess:
        window = string.characters[at : at + 2 * len(body) + 40]
        if string is self._furniture:
            window = window[: min(edge for edge in string.edges if edge > at) - at]
        costs = _costs_of_prefixes(body, window)
        least = min(costs)
        ends = [length for length, cost in enumerate(costs) if cost == least]
        end = next((length for length in ends if self._may_end(string, at + length, index)), ends[-1])
        return _Guess(least, state, string, note, at, at + end, body, gap)

    def _may_end(self, string: String, at: int, index: int) -> bool:
        """Whether a line can end there: a block ends, or one of the next lines begins."""
        if at in string.edges or at in string.hyphens:
            return True
        rest = string.characters[at : at + 13]
        following = (line.body[:12] for line in self._lines[index + 1 :] if not line.blank)
        return any(rest.startswith(body) or rest[1:] == body for body in islice(following, _AHEAD_LINES))

    def _joint_space(self, string: String, at: int, last: int, index: int) -> int:
        """1 where the space that the wrap before the line stands for is there."""
        if at in string.edges or last < 0 or string.characters[at : at + 1] != " ":
            return 0
        return int(joint(self._lines[last].body, self._lines[index].body) is Joint.SPACE)

    def _moved(self, guess: _Guess, index: int) -> _State:
        if guess.string is self._text:
            return replace(guess.state, text=guess.end, last_text=index)
        if guess.string is self._furniture:
            return replace(guess.state, furniture=guess.end)
        used = guess.state.used | 1 << guess.note
        return replace(guess.state, note=guess.note, in_note=guess.end, used=used, last_note=index)

    def _counted(self, tally: Tally, guess: _Guess, same: int) -> Tally:
        tally = tally.plus(unaccounted=len(guess.body) - same, furniture=guess.gap)
        if guess.string is self._text:
            inline = min(same, self._inline[guess.end] - self._inline[guess.at])
            return tally.plus(text=same - inline, notes=inline)
        if guess.string is self._furniture:
            return tally.plus(furniture=same)
        return tally.plus(notes=same)

    def _differences_within(self, guess: _Guess, index: int) -> int:
        """Report how a line differs from its place in a string; the number of characters that do not."""
        before, same = self._differences, 0
        there = guess.string.characters[guess.at : guess.end]
        for kind, a, b, c, d in SequenceMatcher(None, guess.body, there, autojunk=False).get_opcodes():
            if kind == "equal":
                same += b - a
            else:
                self._report(guess.string, guess.at + c, index, a, there[c:d], guess.body[a:b])
        if self._differences == before:
            self._report(guess.string, guess.at, index, 0, "", "")
        return same

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


def _costs_of_prefixes(body: str, window: str) -> list[int]:
    """For every prefix of ``window`` the edits (Levenshtein) that make it ``body``."""
    row = list(range(len(window) + 1))
    for number, character in enumerate(body, start=1):
        diagonal, row[0] = row[0], number
        for at, other in enumerate(window, start=1):
            least = min(row[at] + 1, row[at - 1] + 1, diagonal + (character != other))
            diagonal, row[at] = row[at], least
    return row


def _brief(said: str) -> str:
    return said if len(said) <= 24 else said[:12] + "…" + said[-8:]
