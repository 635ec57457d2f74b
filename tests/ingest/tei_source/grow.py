"""Documents of TEI elements at random: most not valid, which real ones often are not either."""

from __future__ import annotations

import random
from typing import Final

_NAMES: Final = """
p p p head div div list item note note hi hi ref ptr lb pb quote q lg l sp speaker stage table row cell figure graphic
figDesc seg choice sic corr orig reg abbr expan app lem rdg ruby rb rt date name persName title bibl cit epigraph
closer signed opener byline front back body label milestone anchor fw g supplied gap unclear foreign emph add del
ab floatingText text group listBibl salute trailer argument titlePage docTitle titlePart docAuthor castList castItem
w s pc noteGrp span said subst postscript dateline formula measure rs entry form sense listPlace place msDesc term
surface zone line sourceDoc witDetail rdgGrp listApp lacunaStart space num gloss surplus biblStruct monogr imprint
author editor idno publisher person listPerson occupation desc respStmt resp address addrLine code eg spGrp
""".split()
_WORDS: Final = (
    "春の朝",
    "word",
    "two words",
    "「夏」",
    "3",
    "長い文。",
    "a\n  b",
    "\u3000",
    "（",
    "―",
    "é",
    "  ",
    "\r\n ",
)
_SIGNS: Final = (
    "<!-- c -->", "<?pi x?>", "&amp;", "&#x3042;", "<![CDATA[a<b]]>", "&e1;", "&e2;", "&und;", "&eacute;", "\n   ",
)  # fmt: skip
_ATTRIBUTES: Final = (
    ("type", "x"), ("type", "two words"), ("type", "noteref"), ("type", "ruby"), ("type", "rb"), ("type", "rt"),
    ("type", "rp"), ("rend", "italics"), ("rend", "bold center"), ("n", "3"), ("place", "bottom"),
    ("place", "margin"), ("place", "inline"), ("who", "#a1"), ("xml:lang", "en"), ("xml:lang", "x y"),
    ("when", "2019-02-31"), ("when", "1999"), ("ana", "#x"), ("part", "I"), ("break", "no"), ("ed", "A"),
    ("url", "a/b c.png"), ("url", "http://example.org/y"), ("unit", "line"), ("resp", "#e"), ("cert", "0.5"),
    ("rows", "2"), ("role", "label"), ("style", "font-style:italic"), ("wit", "#A #B"), ("quantity", "3"),
    ("reason", "illegible faded"), ("value", "5"), ("from", "1999"), ("to", "#q"), ("xml:space", "preserve"),
    ("ref", "x:y z"), ("level", "q"), ("sameAs", "#a1"), ("facs", "#f1 #f2"), ("rendition", "#r1"),
)  # fmt: skip
_HEADER: Final = (
    "<teiHeader><fileDesc><titleStmt><title>題</title></titleStmt><publicationStmt><p>x</p></publicationStmt>"
    "<sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>"
)
_PROLOGUE: Final = (
    '<?xml version="1.0"?>\n<!DOCTYPE TEI [<!ENTITY e1 "実体"><!ENTITY e2 "x<hi rend=\'b\'>y</hi>z">]>\n'
    '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
)


def document(seed: int) -> str:
    """A well-formed document whose root is ``TEI`` and which has a ``text``."""
    return _Growth(random.Random(seed)).document()


class _Growth:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.out: list[str] = []

    def document(self) -> str:
        self.out.append(_PROLOGUE)
        if self.chance.random() < 0.8:
            self.out.append(_HEADER)
        else:
            self.inside("teiHeader", 4)
        if self.chance.random() < 0.2:
            self.inside(self.chance.choice(("standOff", "facsimile")), 5)
        self.out.append("<text>")
        if self.chance.random() < 0.7:
            self.inside("body", 0, least=2)
        else:
            self.contents(0)
            self.element(0)
        self.out.append("</text></TEI>")
        return "".join(self.out)

    def inside(self, name: str, depth: int, least: int = 0) -> None:
        self.out.append(f"<{name}>")
        for _ in range(least):
            self.element(depth)
        self.contents(depth)
        self.out.append(f"</{name}>")

    def element(self, depth: int) -> None:
        name = self.chance.choice(_NAMES)
        attributes = dict(self.chance.choices(_ATTRIBUTES, k=self.chance.choice((0, 0, 0, 1, 2))))
        if self.chance.random() < 0.1:
            attributes["xml:id"] = self.chance.choice((f"a{self.chance.randrange(60)}", "1 bad"))
        if self.chance.random() < 0.1:
            attributes["target"] = f"#a{self.chance.randrange(60)}"
        self.out.append(f"<{name}" + "".join(f' {key}="{value}"' for key, value in attributes.items()) + ">")
        self.contents(depth + 1)
        self.out.append(f"</{name}>")

    def contents(self, depth: int) -> None:
        for _ in range(self.chance.choice((0, 1, 1, 2, 3, 4)) if depth < 8 else 0):
            kind = self.chance.random()
            if kind < 0.4:
                self.out.append(self.chance.choice(_WORDS))
            elif kind < 0.5:
                self.out.append(self.chance.choice(_SIGNS))
            else:
                self.element(depth)
