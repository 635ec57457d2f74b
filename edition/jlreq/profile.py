"""Layout profiles: what the standard leaves to the house."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

Kinsoku = Literal["very strict", "strict", "loose", "very loose"]

#: Appendix C, addendum: what each level frees beyond table 2, each level all that the ones before it free.
#: Names of classes free the class; 々, ・, ％ and …… free these alone.
_FREED: Final[dict[Kinsoku, tuple[str, ...]]] = {
    "very strict": (),
    "strict": ("々", "ー", "small kana"),
    "loose": ("hyphens", "・", "……", "％"),
    "very loose": (
        "dividing punctuation marks",
        "middle dots",
        "inseparable characters",
        "iteration marks",
        "prefixed abbreviations",
        "postfixed abbreviations",
    ),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """The disputed points of the standard, each with the section that leaves it open; lengths in em.

    ``kinsoku``: one of the four levels of the addendum to appendix C. The standard calls "strict" what lets
    々, ー and small kana begin a line, and "very strict" what does not.
    """

    name: str
    #: Between Japanese and Latin characters: a quarter, or an eighth (JLReq 3.2.6; JIS X 4051 has a quarter).
    latin_gap: Fraction = Fraction(1, 4)
    #: 3.1.5, fig. "Positioning of opening brackets at line head": 1 paragraph indent an em, lines solid;
    #: 2 paragraph indent an em and a half, lines half an em; 3 paragraph indent half an em, lines solid.
    opening_pattern: Literal[1, 2, 3] = 1
    kinsoku: Kinsoku = "very strict"
    #: 3.8.2: 、 and 。 may hang outside the measure.
    hanging: Literal["none", "comma and stop"] = "none"
    #: 3.1.9: 」。、 at a line's end have half an em after them that may be taken away ("half"), never have
    #: one ("solid"), or only 。 has one, for good ("jis", JIS X 4051).
    line_end: Literal["half", "solid", "jis"] = "half"
    #: Appendix D: table 3 (this standard), 4 (JIS X 4051, whose line end is not "half") or 5 (as found in
    #: books: brackets keep a quarter, and the gap between Japanese and Latin never changes).
    reduction: Literal[3, 4, 5] = 3
    #: 3.8.4 note: in the last resort the letters of Western words move apart too (note 11 of table 6).
    western_letterspacing: bool = False
    #: Note 10 of table 2: a line may end between a grouped numeral and a Western letter (４ | kg).
    numeral_western_break: bool = False

    def __post_init__(self) -> None:
        if self.reduction == 4 and self.line_end == "half":
            raise ValueError("JIS X 4051 (reduction = 4) has no half em to take away at a line's end")

    def frees(self, what: str) -> bool:
        """Whether the level of line breaking frees a class or character named in the addendum."""
        for level, freed in _FREED.items():
            if what in freed:
                return True
            if level == self.kinsoku:
                return False
        return False

    @property
    def line_head_opening(self) -> Literal["solid", "half"]:
        """An opening bracket at the head of a line that does not begin a paragraph (note 17 of table 1)."""
        return "half" if self.opening_pattern == 2 else "solid"

    @property
    def paragraph_opening(self) -> Fraction:
        """From the measure's edge to the body of an opening bracket that begins a paragraph, in em.

        Where the paragraph's indent is one em, as 3.1.5 assumes.
        """
        return (Fraction(1), Fraction(3, 2), Fraction(1, 2))[self.opening_pattern - 1]


#: The standard's principles, and table 2 without any of its reliefs.
STRICT: Final = Profile("strict")
#: For narrow measures and periodicals: ー, small kana and 々 may begin a line, 、 and 。 may hang.
LOOSE: Final = Profile("loose", kinsoku="strict", hanging="comma and stop")
#: As most houses set literature (3.1.5 names them): brackets after a half-em indent, nothing ever closed up
#: more than half, the gap between Japanese and Latin fixed.
HOUSE: Final = Profile("house", opening_pattern=3, reduction=5)
