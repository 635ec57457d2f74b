"""Whatever is typed is read, and nothing of it is lost."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.ingest.markdown import written

SIGNS = [
    *"*_`~[]()<>!#|-+=:\\\"'&;{}^《》｜.1ab漢かカ「」。　 \t\n",
    "**", "__", "``", "```\n", "~~~\n", "[^1]", "\n[^1]: ", "^[", "](", "![", "[a]: /b\n", "> ", "\n> ", "- ", "\n1. ",
    "\n    ", "  \n", "\\\n", "\n\n", "\n---\n", "|---|---|\n", "<ruby>", "<rt>", "</rt>", "</ruby>", "<br>", "<div>",
    "</div>\n", "<!--", "-->", "<sub>", "</sub>", "&amp;", "&#12354;", "《《", "》》", "{漢|かん}", "｜漢《か》", "\r\n",
    "\r", "\f", "\u0001", "\ufeff", "<http://a.b>", "# ", "\n## ", "<h2>", "<img src='a.png' alt='絵'>", "+++\n",
    "---\n", "a: b\n", "— 典", "\u2028", "\x85", "[^2]", "😀", "\U00020000",
]  # fmt: skip


def is_text(text: str) -> bool:
    return bool(text.replace("\ufeff", "").replace("\1", "").strip())


typed = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=60).map("".join).filter(is_text)


@settings(
    max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None
)
@given(typed)
def test_every_character_has_its_place(text: str) -> None:
    written.read(text)


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None
)
@given(typed)
def test_the_ledger_holds_and_the_tei_is_valid(text: str) -> None:
    written.proved(text)


ASCII = [
    one
    for one in SIGNS
    if (one.isascii() and one.isprintable()) or one in ("\n", "\n\n", "  \n", "\n1. ", "\n> ")
]
PLAIN = [one for one in ASCII if not set(one) & set('^{<&|"') and not one.startswith(("+++", "---"))]


def spoken(tokens: list[Token]) -> str:
    """The words of the library's own reading."""
    said = []
    for token in tokens:
        if token.type in ("text", "code_inline", "fence", "code_block", "text_special"):
            said.append(token.content)
        elif token.type == "image":
            said.append(str(token.attrs.get("title", "")))
        said.append(spoken(token.children or []))
    return "".join(said)


@settings(
    max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None
)
@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=50).map("".join).filter(str.strip))
def test_the_words_are_those_that_the_library_reads(text: str) -> None:
    """What is Markdown and no word of it agrees with a parser that knows nothing of places."""
    parser = MarkdownIt("commonmark", {"maxNesting": 120}).enable(["strikethrough"])
    expected = sorted(sign for sign in spoken(parser.parse(text)) if not sign.isspace())
    reading = written.read(text)
    ours = sorted(
        sign
        for one in reading.ranges
        if one.became in ("text", "note") and one.rule != "list-mark"
        for sign in (reading.stream[one.start : one.end] if one.reading is None else one.reading)
        if not sign.isspace()
    )
    assert ours == expected
