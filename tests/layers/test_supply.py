"""The marks of missing notes are found again in a text that was made anew, or told: never another mark."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from edition import tei
from edition.layers import supply
from edition.layers.anchors import Index
from edition.layers.model import Annotation, Target

from .conftest import Applied, document
from .edited import WORDS

Apply = Callable[..., Applied]


def mark(number: int, id_: str, printed: str = "") -> str:
    return f'<ref type="note" subtype="unresolved" n="{number}" xml:id="{id_}">{printed or f"（{number}）"}</ref>'


HERE = f'<p xml:id="p1">活字は冷たく{mark(1, "r1")}、指は速い。</p><p xml:id="p2">鐘が鳴る{mark(1, "r2")}まで皆が働いた。</p>'
FULL = Target("（1）", "p2", "後の鐘が鳴る", "まで皆が働いた。")


def located(on: Target, body: str) -> tuple[str, str]:
    """The state of a target, and the mark or the words that it is."""
    index = Index(document(body))
    found = supply.located([Annotation("s", on, "supply", "ed1", "x", 1, {"text": "注。"})], index)["s"]
    if found.mark is not None:
        return found.state, found.mark.element.get(tei.XML_ID) or ""
    return found.state, index.words(found.words) if found.words is not None else ""


@pytest.mark.parametrize(
    ("on", "body", "state", "what"),
    [
        pytest.param(Target("（1）", "p2"), HERE, "here", "r2", id="where it says"),
        pytest.param(Target("（1）"), HERE, "several", "", id="two alike"),
        pytest.param(
            Target("（1）", "p2"), HERE.replace(mark(1, "r2"), ""), "gone", "", id="the other one is left"
        ),
        pytest.param(Target("(1)", "p2"), HERE, "here", "r2", id="brackets of the other width"),
        pytest.param(Target("1", "p9", "鐘が鳴る", "まで"), HERE, "moved", "r2", id="its block is gone"),
        pytest.param(Target("（1）", "p1", "鐘が鳴る", "まで"), HERE, "moved", "r2", id="in another block"),
        pytest.param(FULL, HERE, "moved", "r2", id="other words before it"),
        pytest.param(
            Target("（1）", "p2", "夜汽車の出る", "駅で別れた。"), HERE, "gone", "", id="nothing agrees"
        ),
        pytest.param(
            FULL,
            HERE.replace("活字は冷たく", "鐘が鳴る").replace("、指は速い", "まで皆が働いた"),
            "gone",
            "",
            id="both agree",
        ),
        pytest.param(
            FULL, HERE.replace(mark(1, "r2"), "（1）"), "moved", "（1）", id="words that are its mark"
        ),
        pytest.param(
            Target("（1）", "p2", "鐘が鳴る", "まで皆が働いた。"),
            HERE.replace(mark(1, "r2"), "（1）"),
            "here",
            "（1）",
            id="named as words",
        ),
        pytest.param(
            Target("（7）"),
            '<p xml:id="p1">彼女（7）は立つ。</p>',
            "gone",
            "",
            id="words that may be anything",
        ),
        pytest.param(
            Target("鳴る", "p9", "最後の鐘が", "まで皆が働いた。"),
            HERE.replace(mark(1, "r2"), ""),
            "gone",
            "",
            id="words are no mark",
        ),
    ],
)
def test_where_a_mark_is(on: Target, body: str, state: str, what: str) -> None:
    assert located(on, body) == (state, what)


def test_words_become_the_call(apply: Apply) -> None:
    body = '<p xml:id="p1">最後の鐘が鳴る（12）まで皆が働いた。</p>'
    on = "{in: p1, quote: （12）, prefix: 鐘が鳴る, suffix: まで}"
    done = apply(body, f"- {{id: s, on: {on}, kind: supply, series: author, text: 六時。}}")
    assert done.codes == []
    assert done.body == (
        '<p xml:id="p1">最後の鐘が鳴る<ref type="noteref" resp="#ed1" xml:id="s.call" target="#s">（12）</ref>'
        '<note type="author" resp="#ed1" xml:id="s" n="12"><p xml:id="s.p1">六時。</p></note>まで皆が働いた。</p>'
    )


def test_an_annotation_may_make_the_mark(apply: Apply) -> None:
    body = '<p xml:id="p1">最後の鐘が鳴る（12）まで皆が働いた。</p>'
    done = apply(
        body,
        "- {on: （12）, kind: unresolved}\n"
        "- {id: s, on: {quote: （12）, prefix: 最後の鐘が鳴る, suffix: まで皆}, kind: supply, text: 六時。}",
    )
    assert done.codes == []
    assert done.body.count("<ref ") == done.body.count("<note ") == 1


def test_what_was_found_elsewhere_is_told_with_where(apply: Apply) -> None:
    done = apply(
        HERE,
        "- {id: s, on: {in: p1, quote: （1）, prefix: 鐘が鳴る, suffix: まで}, kind: supply, text: 六時。}",
    )
    assert done.codes == ["LAY-010"]
    assert "is not in p1; it was found again in r2" in done.said


def test_what_is_not_found_is_told_with_what_is_like_it(apply: Apply) -> None:
    done = apply('<p xml:id="p1">彼女（7）は立つ。</p>', "- {id: s, on: （7）, kind: supply, text: 注。}")
    assert done.codes == ["LAY-012"]
    assert "perhaps: p1 …彼女[（7）]は立つ。" in done.said


# --- texts edited at random


@dataclass
class Page:
    """Blocks of words and marks; a mark is (number, id), or with ``words`` it stands there as words."""

    dice: random.Random
    blocks: list[list[str | tuple[int, str]]] = field(default_factory=list)
    as_words: set[str] = field(default_factory=set)

    def fill(self) -> None:
        number, at = 0, 0
        for _ in range(self.dice.randint(4, 9)):
            block: list[str | tuple[int, str]] = []
            for _ in range(self.dice.randint(1, 3)):
                block += [self.dice.choice(WORDS) for _ in range(self.dice.randint(3, 9))]
                # Numbers begin anew: several notes have the same.
                number = 1 if number == 5 else number + 1
                at += 1
                block.append((number, f"m{at}"))
                block += [self.dice.choice(WORDS) for _ in range(self.dice.randint(0, 4))]
            self.blocks.append(block)

    def root(self) -> str:
        def said(one: str | tuple[int, str]) -> str:
            if isinstance(one, str):
                return one
            return f"（{one[0]}）" if one[1] in self.as_words else mark(*one)

        return "".join(
            f'<p xml:id="p{at}">{"".join(map(said, block))}</p>' for at, block in enumerate(self.blocks)
        )

    def place_of(self, block: int, offset: int) -> str:
        """The id of the mark that stands at an offset of a block's reading as words."""
        at = 0
        for one in self.blocks[block]:
            if isinstance(one, tuple):
                if at == offset and one[1] in self.as_words:
                    return one[1]
                at += len(f"（{one[0]}）") if one[1] in self.as_words else 0
            else:
                at += len(one)
        return ""

    def edit(self) -> None:
        block = self.dice.choice(self.blocks)
        at = self.dice.randrange(len(block))
        kind = self.dice.choice("insert remove words shuffle join away".split())
        if kind == "insert":
            block.insert(at, self.dice.choice(WORDS))
        elif kind == "remove" and len(block) > 4:
            del block[at]
        elif kind == "words":
            marks = [one[1] for one in block if isinstance(one, tuple)]
            self.as_words |= set(marks[:1])
        elif kind == "shuffle":
            self.dice.shuffle(self.blocks)
        elif kind == "join" and len(self.blocks) > 2:
            other = self.blocks.pop()
            self.blocks[0] = self.blocks[0] + other
        elif kind == "away" and len(self.blocks) > 3:
            self.blocks.pop(self.dice.randrange(len(self.blocks)))


@pytest.mark.parametrize(("edits", "found"), [(1, 0.95), (4, 0.85), (12, 0.6)])
def test_no_note_is_ever_given_to_another_mark(edits: int, found: float) -> None:
    counted: Counter[str] = Counter()
    wrong = []
    for seed in range(120):
        page = Page(random.Random(seed))
        page.fill()
        index = Index(document(page.root()))
        items = []
        for one in supply.marks(index.root):
            on = supply.target(supply.Found("here", one), index)
            assert on is not None
            id_ = one.element.get(tei.XML_ID) or ""
            items.append(Annotation(id_, on, "supply", "ed1", "x", 1, {"text": "注。"}))
        items = [one for one in items if located(one.on, page.root()) == ("here", one.id)]
        for _ in range(edits):
            page.edit()
        after = Index(document(page.root()))
        there = {one[1] for block in page.blocks for one in block if isinstance(one, tuple)}
        for id_, one in supply.located(items, after).items():
            got = ""
            if one.mark is not None:
                got = one.mark.element.get(tei.XML_ID) or ""
            elif one.words is not None:
                got = page.place_of(one.words.block, one.words.start) or "?"
            if got and got != id_:
                wrong.append((seed, id_, got, one))
            counted["found" if got else "kept" if id_ in there else "lost"] += 1
    assert wrong == []
    assert counted["found"] >= found * (counted["found"] + counted["kept"])
