"""Other names for what the profile has: older TEI, TEI's own alternatives, conventions of encoding.

Only names change here, and only where nothing is lost by it, or where the record in the header says it.
"""

from __future__ import annotations

from typing import Final

from edition.ingest.tei_source.tree import Element, short

#: The same thing under another name; no record is needed.
_SAME: Final = {f"div{depth}": "div" for depth in range(8)} | {f"lg{depth}": "lg" for depth in range(1, 6)}
#: A near thing; the record keeps the name.
_NEAR: Final = {
    "said": "q", "castList": "list", "castItem": "item", "trailer": "closer", "salute": "signed",
    "dateline": "byline", "docEdition": "titlePart", "docImprint": "titlePart", "imprimatur": "titlePart",
    "media": "graphic", "eg": "quote", "citedRange": "biblScope",
}  # fmt: skip
#: Phrases of TEI that the profile has not: they stand in a line, not by themselves.
PHRASES: Final = frozenset(
    """
    abbr expan add addName addSpan affiliation age altIdent am amount att birth c catRef cl code collection
    colophon country damage death def del delSpan depth dim district docDate docAuthor email ex explicit faith
    floruit form formula fw genName geo geogFeat geogName gi gramGrp handShift height hyph ident idno incipit
    itype label lang langKnown lbl lang m material measure measureGrp mentioned mod nameLink nationality note
    number objectType occupation offset oRef oVar orig orth origDate origPlace pause pc per persPronouns phr
    pos pron ptr rb rt rp re ref redo reg region repository residence restore retrace role roleDesc rs s secl
    seg settlement sex shift sic soCalled socecStatus specDesc stress subst substJoin surname syll symbol
    tag tns undo usg val vocal w watermark width witEnd witStart writing xr zone line forename corr metamark
    listTranspose certainty respons precision index ellipsis unclear kinesic incident
    """.split()
)
#: Blocks of any TEI: what holds one of them is no paragraph.
BLOCKS: Final = frozenset(
    """
    ab p div head l lg list item table row cell quote sp spGrp stage castList castItem figure listBibl listPerson
    bibl biblStruct biblFull epigraph cit floatingText text body front back group argument postscript opener
    closer entry entryFree sense listPlace listOrg listEvent listObject listNym listRelation person place org
    event msDesc titlePage docTitle titlePart byline signed salute dateline trailer set prologue epilogue
    performance castGroup u zone line surface eg egXML moduleSpec div1 div2 div3 div4 div5 div6 div7 div0 label
    desc speaker listApp app noteGrp superEntry annotationBlock
    """.split()
)
#: Places between words that mark something, and hold nothing.
PLACES: Final = frozenset(("pb", "cb", "lb", "milestone", "anchor", "fw", "gb"))


def rename(root: Element) -> None:
    """Give equivalent names, in place."""
    for one in root.walk():
        if one.name in _SAME:
            one.name, one.known = _SAME[one.name], True
        elif one.name in _NEAR:
            one.name = _NEAR[one.name]
        elif one.name in ("span", "seg") and one.attributes.get("type") in ("ruby", "rb", "rt", "rp"):
            # Ruby before TEI had it (SIG East Asian): span type="ruby", with the brackets of HTML's rp.
            _ruby_by_type(one)
        elif short(one.name) != one.name and short(one.name) in _RUBY and "xhtml" in one.name:
            one.name = short(one.name)
        if one.name == "gb":
            one.name = "milestone"
            one.attributes.setdefault("unit", "gathering")
        if one.name == "milestone":
            one.attributes.setdefault("unit", "unspecified")


_RUBY: Final = frozenset(("ruby", "rb", "rt", "rp"))


def _ruby_by_type(one: Element) -> None:
    one.name = one.attributes.pop("type")
    one.known = True


def modern(root: Element) -> None:
    """TEI P4, and whatever has no namespace: ``id`` and ``lang`` are XML's, references have their sign."""
    ids = {one.attributes[name] for one in root.walk() for name in ("id", "xml:id") if name in one.attributes}
    for one in root.walk():
        if one.name in ("TEI.2", "teiCorpus.2"):
            one.name, one.known = one.name.removesuffix(".2"), True
        for old, new in (("id", "xml:id"), ("lang", "xml:lang")):
            if old in one.attributes and new not in one.attributes:
                one.attributes[new] = one.attributes.pop(old)
        for name in _REFERENCES & one.attributes.keys():
            words = one.attributes[name].split()
            if words and all(word in ids for word in words):
                one.attributes[name] = " ".join(f"#{word}" for word in words)


_REFERENCES: Final = frozenset(
    (
        "target",
        "targetEnd",
        "corresp",
        "sameAs",
        "who",
        "resp",
        "wit",
        "hand",
        "ana",
        "next",
        "prev",
        "rendition",
    )
)
