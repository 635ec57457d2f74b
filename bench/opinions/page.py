"""``docs/line-breaks.md``: what the engines say, and what we make of it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.opinions.compare import KINDS, Agreement, Difference, compare, gaps
from bench.opinions.paragraphs import HERE, MEASURES, WRITINGS, Paragraph
from bench.opinions.record import Record

PAGE = HERE.parent.parent / "docs" / "line-breaks.md"
VERDICTS = HERE / "verdicts.toml"
EXAMPLES = 3
_NAMES = {"chromium": "Chromium", "jlreq": "jlreq"}
_DIRECTIONS = {"vertical-rl": "vertical", "horizontal-tb": "horizontal"}
#: A paragraph that has more of Latin than a letter or two.
_LATIN = re.compile("[A-Za-z]{3}")
#: Less than this in the widest gap is no difference, em.
_EVEN = 0.01

_HEAD = """# Line breaks: what others do with the same paragraphs

Made by `python -m bench.opinions page`; edit `bench/opinions/verdicts.toml`, not this.

{count} paragraphs, {characters:,} characters, written for the purpose (`bench/opinions/paragraphs.txt`), are set by our
composer and by engines that share nothing with it: the same font, an indent of one em, measures of {measures}
characters, both directions of writing. None of them is right by being another; where they part, the standard decides,
and this page says how. Their lines are recorded in `bench/opinions/recorded/` by `python -m bench.opinions record`;
ours are made anew each time the page is. "Gap" is how far two characters stand apart beyond their natural distance.

| engine | version | settings |
|---|---|---|
"""


@dataclass(frozen=True)
class Verdict:
    """What we make of a kind of difference."""

    title: str
    verdict: str
    see: str
    why: str


def verdicts(path: Path = VERDICTS) -> dict[str, Verdict]:
    """Kind → verdict. Raises KeyError or TypeError where one is not whole."""
    return {kind: Verdict(**entry) for kind, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def page(ours: Record, others: list[Record], texts: tuple[Paragraph, ...]) -> str:
    """The page, as Markdown."""
    known = verdicts()
    compared = [(other, *compare(ours, other, texts)) for other in others]
    parts = [
        _HEAD.format(
            count=len(texts),
            characters=sum(len(paragraph.text) for paragraph in texts),
            measures=", ".join(map(str, MEASURES[:-1])) + f" and {MEASURES[-1]}",
        ),
        f"| ours | this one | {ours.settings} |\n",
        *(f"| {_name(other)} | {other.version} | {other.settings} |\n" for other in others),
        "\n",
        *_agreement(compared),
        *_evenness(ours, compared, texts),
        *_kinds(compared, known),
    ]
    return "".join(parts)


def _name(record: Record) -> str:
    return _NAMES.get(record.engine, record.engine)


Compared = list[tuple[Record, list[Agreement], list[Difference]]]


def _agreement(compared: Compared) -> Iterator[str]:
    yield "## How often they agree\n\nOf our lines, those that the other ends and begins at the same characters.\n\n"
    yield "| engine | direction | " + " | ".join(map(str, MEASURES)) + " | all |\n"
    yield "|---|---|" + "---|" * (len(MEASURES) + 1) + "\n"
    for other, agreements, _ in compared:
        for writing in WRITINGS:
            cells = []
            for measures in [*((measure,) for measure in MEASURES), MEASURES]:
                chosen = [a for a in agreements if a.setting[1] == writing and a.setting[2] in measures]
                lines, same = sum(a.lines for a in chosen), sum(a.same for a in chosen)
                cells.append(f"{same} of {lines} ({100 * same / lines:.0f} %)" if lines else "–")
            yield f"| {_name(other)} | {_DIRECTIONS[writing]} | {' | '.join(cells)} |\n"
    yield "\nOnce two engines part in a paragraph, its later lines seldom meet again; so differences are counted below where both\n"
    yield "begin a line at the same character and end it at different ones, and the lines that follow from that are not.\n\n"


def _evenness(ours: Record, compared: Compared, texts: tuple[Paragraph, ...]) -> Iterator[str]:
    yield "## Whose lines are more even\n\n"
    yield "The other's breaks, adjusted by the standard's tables as ours are: how wide is the widest gap between characters in a\n"
    yield "paragraph? Only paragraphs whose breaks we might have made too: none forbidden, no line too long, no last line of one\n"
    yield "character.\n\n"
    yield "| engine | paragraphs | equal | ours narrower | theirs narrower |\n|---|---|---|---|---|\n"
    worse: list[str] = []
    for other, agreements, _ in compared:
        pairs = [(agreement, *agreement.gaps) for agreement in agreements if agreement.gaps]
        better = sum(mine < theirs - _EVEN for _, mine, theirs in pairs)
        beaten = [(agreement, mine, theirs) for agreement, mine, theirs in pairs if theirs < mine - _EVEN]
        equal = len(pairs) - better - len(beaten)
        yield f"| {_name(other)} | {len(pairs)} | {equal} | {better} | {len(beaten)} |\n"
        worse += [
            f"- {_name(other)}, {_place(agreement.setting)}: {mine:.2f} em with us, {theirs:.2f} em there\n"
            for agreement, mine, theirs in beaten
        ]
    yield "\nAll paragraphs, all lines but the last ones: those with a gap above an eighth and a quarter of an em.\n\n"
    yield "| | Japanese alone: > 1/8 | > 1/4 | of | with Latin words: > 1/8 | > 1/4 | of |\n|---|---|---|---|---|---|---|\n"
    for record in [ours, *(other for other, _, _ in compared)]:
        cells = []
        for latin in (False, True):
            by_name = {
                paragraph.name: paragraph.text
                for paragraph in texts
                if record.knows(paragraph) and bool(_LATIN.search(paragraph.text)) is latin
            }
            found = [
                gap
                for setting, lines in record.lines.items()
                if setting[0] in by_name
                for gap in gaps(by_name[setting[0]], setting, lines)
            ]
            cells += [sum(gap > limit + 0.001 for gap in found) for limit in (0.125, 0.25)] + [len(found)]
        name = "ours" if record is ours else _name(record)
        yield f"| {name} | {' | '.join(map(str, cells))} |\n"
    if worse:
        yield "\nWhere theirs are narrower (open):\n\n"
        yield from worse
    yield "\n"


def _place(setting: tuple[str, str, int]) -> str:
    name, writing, measure = setting
    return f"`{name}`, {_DIRECTIONS[writing]}, {measure}"


def _kinds(compared: Compared, known: dict[str, Verdict]) -> Iterator[str]:
    counts = {_name(other): Counter(d.kind for d in differences) for other, _, differences in compared}
    total = sum(counts.values(), Counter[str]())
    yield "## The differences, by kind\n\n| | " + " | ".join(counts) + " | verdict |\n"
    yield "|---|" + "---|" * (len(counts) + 1) + "\n"
    found = sorted((kind for kind in KINDS if total[kind]), key=lambda kind: -total[kind])
    for kind in found:
        cells = " | ".join(str(count[kind] or "–") for count in counts.values())
        yield f"| {known[kind].title} | {cells} | {known[kind].verdict} |\n"
    for kind in found:
        verdict = known[kind]
        yield f"\n### {verdict.title}\n\n**{verdict.verdict.capitalize()}.** {verdict.why} ({verdict.see})\n\n"
        for other, _, differences in compared:
            for difference in _examples([d for d in differences if d.kind == kind]):
                mine, theirs = difference.lines
                where = _place((difference.paragraph.name, difference.writing, difference.measure))
                yield f"- {where}: `{mine.rstrip()}｜` with us, `{theirs.rstrip()}｜` in {_name(other)}\n"
    missing = [verdict.title for kind, verdict in known.items() if not total[kind]]
    if missing:
        yield "\n### Kinds that were looked for and not found\n\n" + "".join(
            f"- {title}\n" for title in missing
        )


def _examples(differences: list[Difference]) -> list[Difference]:
    """A few, of different paragraphs, the shortest lines first."""
    chosen: dict[str, Difference] = {}
    for difference in sorted(differences, key=lambda d: max(d.ours, d.theirs) - d.start):
        chosen.setdefault(difference.paragraph.name, difference)
    return list(chosen.values())[:EXAMPLES]
