"""Documents of any structure, written as Markdown, are read as what they were."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.markdown import written

# A document is a list of (its Markdown by lines, its TEI without ids).
Part = tuple[list[str], str]

_JAPANESE = st.text("活字の箱を組んで刷る、本。「」12 ", min_size=1, max_size=12).map(str.strip).filter(bool)
_AWKWARD = st.sampled_from(
    ["*", "_", "`", "[", "]", "<", ">", "&", "\\", "#", "|", "{", "~", "!", "《", "｜"]
)


@st.composite
def plain(draw: st.DrawFn) -> tuple[str, str]:
    """Words, with escapes for what would be a sign."""
    words = draw(_JAPANESE)
    sign = draw(st.none() | _AWKWARD)
    typed, read = words, escape(words, quote=False)
    if words[0].isdigit():
        typed, read = f"数{typed}", f"数{read}"
    if sign is not None:
        typed, read = f"{typed}\\{sign}字", f"{read}{escape(sign, quote=False)}字"
    return typed, read


@st.composite
def line(draw: st.DrawFn) -> tuple[str, str]:
    """Words and marks; between two marks there are always words."""
    typed, read = draw(plain())
    for _ in range(draw(st.integers(0, 3))):
        inner_typed, inner = draw(plain())
        kind = draw(
            st.sampled_from(["em", "strong", "ruby", "readings", "marks", "code", "link", "note", "entity"])
        )
        match kind:
            case "em":
                more = (f"*字{inner_typed}字*", f'<hi rend="emphasis">字{inner}字</hi>')
            case "strong":
                more = (f"**{'「'}{inner_typed}」**", f'<hi rend="bold">「{inner}」</hi>')
            case "ruby":
                more = ("｜Ａ組《くみ》", "<ruby><rb>Ａ組</rb><rt>くみ</rt></ruby>")
            case "readings":
                pair = "<ruby><rb>{}</rb><rt>{}</rt></ruby>"
                more = ("{編集|へん|しゅう}", pair.format("編", "へん") + pair.format("集", "しゅう"))
            case "marks":
                more = ("《《圏点》》", '<hi rend="emphasis">圏点</hi>')
            case "code":
                more = ("`a*b*c`", '<hi rend="code">a*b*c</hi>')
            case "link":
                more = (
                    f"[{inner_typed}](https://example.org/)",
                    f'<ref target="https://example.org/">{inner}</ref>',
                )
            case "note":
                more = (f"^[{inner_typed}]", f"〔注{inner}〕")
            case _:
                more = ("&#12354;&lt;", "あ&lt;")
        after_typed, after = draw(plain())
        typed, read = f"{typed}{more[0]}字{after_typed}", f"{read}{more[1]}字{after}"
    return typed, read


@st.composite
def paragraph(draw: st.DrawFn) -> Part:
    lines = draw(st.lists(line(), min_size=1, max_size=3))
    return [typed for typed, _ in lines], f"<p>{''.join(read for _, read in lines)}</p>"


@st.composite
def verse(draw: st.DrawFn) -> Part:
    words = draw(st.lists(st.text("春夏秋冬海山", min_size=2, max_size=9), min_size=2, max_size=5))
    end = draw(st.sampled_from(["  ", "\\"]))
    typed = [word + end for word in words[:-1]] + words[-1:]
    return typed, f"<lg>{''.join(f'<l>{word}</l>' for word in words)}</lg>"


def table(rows: list[list[tuple[str, str]]]) -> Part:
    width = len(rows[0])
    typed = [f"| {' | '.join(cell for cell, _ in row)} |" for row in rows]
    typed.insert(1, "|" + "---|" * width)
    read = ["".join(f"<cell>{cell}</cell>" for _, cell in row) for row in rows]
    whole = f'<row role="label">{read[0]}</row>' + "".join(f"<row>{row}</row>" for row in read[1:])
    return typed, f"<table>{whole}</table>"


tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(plain(), min_size=width, max_size=width), min_size=1, max_size=3).map(
        table
    )
)


def quoted(parts: list[Part]) -> Part:
    typed = [f"> {one}".rstrip(" ") if not one.endswith("  ") else f"> {one}" for one in joined(parts)]
    return typed, f"<quote>{''.join(read for _, read in parts)}</quote>"


def listed(items: list[list[Part]], number: int | None) -> Part:
    typed: list[str] = []
    read = []
    for count, parts in enumerate(items):
        mark = "-" if number is None else f"{number + count}."
        rows = joined(parts)
        indent = " " * (len(mark) + 1)
        typed += ["", f"{mark} {rows[0]}", *(indent + row if row else "" for row in rows[1:])]
        shown = "・" if number is None else f"{mark} "
        first = parts[0][1].replace("<p>", f"<p>{shown}", 1)
        read.append(f"<item>{first}{''.join(more for _, more in parts[1:])}</item>")
    return typed[1:], f"<list>{''.join(read)}</list>"


def joined(parts: list[Part]) -> list[str]:
    rows: list[str] = []
    for typed, _ in parts:
        rows += ["", *typed] if rows else typed
    return rows


def not_two_lists(parts: list[Part]) -> bool:
    """Two lists, or two quotations, that follow each other would be one."""
    kinds = [read[:5] for _, read in parts]
    return not any(one == two and one in ("<list", "<quot") for one, two in pairwise(kinds))


def containers(inner: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    bodies = st.lists(inner, min_size=1, max_size=3).filter(not_two_lists)
    items = st.tuples(
        paragraph(), st.lists(inner.filter(lambda part: "<lg>" not in part[1]), max_size=2)
    ).map(lambda item: [item[0], *item[1]])
    lists = st.tuples(
        st.lists(items.filter(not_two_lists), min_size=2, max_size=3), st.none() | st.integers(1, 99)
    )
    return bodies.map(quoted) | lists.map(lambda one: listed(*one))


leaves = paragraph() | verse() | tables
parts = st.lists(st.recursive(leaves, containers, max_leaves=5), min_size=1, max_size=5).filter(not_two_lists)


def numbered(read: str) -> str:
    """The notes in the line by their numbers."""
    number = 0
    while "〔注" in read:
        number += 1
        call = f'<ref type="noteref" target="#n{number}">（{number}）</ref>'
        note = f'<note type="author" place="foot" n="{number}" xml:id="n{number}">'
        read = read.replace("〔注", call + note, 1).replace("〕", "</note>", 1)
    return read


@settings(max_examples=70, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(parts, st.sampled_from(["\n", "\r\n"]))
def test_the_same_structure_comes_back(document: list[Part], newline: str) -> None:
    text = newline.join(joined(document)) + newline
    assert written.body(text) == numbered("".join(read for _, read in document))


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(parts)
def test_its_ledger_holds(document: list[Part]) -> None:
    written.proved("\n".join(joined(document)))
