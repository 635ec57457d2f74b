"""How words look, in the profile's words: what ``rend``, ``rendition`` and ``style`` of a ``hi`` say."""

from __future__ import annotations

import re
from typing import Final

from edition.ingest.tei_source.kept import Kept
from edition.ingest.tei_source.tree import Element

#: What encoders write, to the profile's word.
_WORDS: Final = {
    word: ours
    for ours, words in {
        "italic": "italic italics ital it i italique kursiv cursive oblique slanted",
        "bold": "bold b bf strong fett gras boldface semibold heavy",
        "sup": "sup super superscript superscripted hoch exposant above",
        "sub": "sub subscript tief indice",
        "underline": "underline underlined u ul ulline underscore bousen 傍線",
        "small-caps": "small-caps smallcaps sc smcap smallcap caps-small kapitälchen petites-capitales",
        "small": "small smaller petit",
        "emphasis": "emphasis dotted-emphasis bouten boten kenten 傍点 圏点",
        "tcy": "tcy tatechuyoko tate-chu-yoko 縦中横",
    }.items()
    for word in words.split()
}
#: Declarations of CSS, without spaces, to the profile's word.
_STYLES: Final = (
    (re.compile(r"font-style:(italic|oblique)"), "italic"),
    (re.compile(r"font-weight:(bold|bolder|[6-9]00)"), "bold"),
    (re.compile(r"vertical-align:super"), "sup"),
    (re.compile(r"vertical-align:sub"), "sub"),
    (re.compile(r"text-decoration(-line)?:[^;]*underline"), "underline"),
    (re.compile(r"font-variant(-caps)?:small-caps"), "small-caps"),
    (re.compile(r"text-emphasis(-style)?:(?!none)"), "emphasis"),
    (re.compile(r"text-combine-upright:all"), "tcy"),
)
_DECLARATION: Final = re.compile(r"[a-z-]+:[^;]+(;|$)")


def fit(root: Element, header: Element | None, stream: str, kept: Kept) -> None:
    """Give every ``hi`` below ``root`` a ``rend`` in the profile's words, in place."""
    declared = _declared(header, stream)
    for one in root.walk():
        if one.name == "hi":
            _highlighted(one, declared, kept)


def _highlighted(one: Element, declared: dict[str, str], kept: Kept) -> None:
    given = " ".join(one.attributes.get("rend", "").replace(",", " ").split())
    style = "".join(one.attributes.get("style", "").lower().split())
    found: list[str] = []
    if _DECLARATION.match("".join(given.split())) and ":" in given:
        # rend="font-style: italic": CSS where words are meant.
        style += ";" + "".join(given.lower().split())
        words: list[str] = []
    else:
        words = given.split()
    for word in words:
        found.append(_WORDS.get(word.lower().strip("#;.()"), word))
    for pointer in one.attributes.get("rendition", "").split():
        name = pointer.lstrip("#").rpartition(":")[2]
        style += ";" + declared.get(name, "")
        if name not in declared and name.lower() in _WORDS:
            found.append(_WORDS[name.lower()])
    found += [ours for pattern, ours in _STYLES if pattern.search(style)]
    found = list(dict.fromkeys(found))
    if "emphasis" in found:
        # Where there are more words, emphasis is the first.
        found = ["emphasis", *(word for word in found if word != "emphasis")]
    if found and " ".join(found) != one.attributes.get("rend", ""):
        if given and found != words:
            kept.readings["rend", given] = " ".join(found)
        one.attributes["rend"] = " ".join(found)
    elif not found and given:
        one.kept["rend"] = one.attributes.pop("rend")


def _declared(header: Element | None, stream: str) -> dict[str, str]:
    """The CSS of ``tagsDecl/rendition``, without spaces, by id."""
    if header is None:
        return {}
    return {
        one.attributes["xml:id"]: "".join(
            "".join(stream[r.start : r.end] for r in one.runs()).lower().split()
        )
        for one in header.walk()
        if one.name == "rendition" and "xml:id" in one.attributes
    }
