"""The points of the list: what each asks for, where the standard has it, and which a page cannot show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A point: what it asks for, its section in JLReq, and why it is not measured ("" when it is)."""

    point: int
    title: str
    section: str
    unmeasured: str = ""


RULES: dict[int, Rule] = {
    rule.point: rule
    for rule in (
        Rule(1, "half an em before an opening bracket, also after 」、。", "3.1.2, 3.1.4"),
        Rule(2, "、。 and 」 solid to each other, half an em after the last", "3.1.4"),
        Rule(3, "「「 and 」」 solid", "3.1.4"),
        Rule(4, "a quarter em on each side of ・", "3.1.2"),
        Rule(5, "one em after ？ and ！ at a sentence's end, none before 」", "3.1.6"),
        Rule(6, "―― and …… joined and never split", "3.1.10"),
        Rule(7, "one gap between Japanese and Western characters", "3.2.6"),
        Rule(8, "a third of an em between Western words", "3.2.6, 3.8.3 a"),
        Rule(9, "characters one em apart where nothing is adjusted", "2.1.3"),
        Rule(10, "no line begins with 」、。・？！, ー, small kana or 々", "3.1.7"),
        Rule(11, "no line ends with an opening bracket", "3.1.8"),
        Rule(12, "no break inside a number, ――, ……, or before a note mark", "3.1.10"),
        Rule(13, "opening brackets at lines' heads in one way", "3.1.5"),
        Rule(14, "half an em or nothing after 、。」 at a line's end", "3.1.9"),
        Rule(15, "only 、 and 。 hang", "3.8.2"),
        Rule(16, "the last line of a paragraph is longer than one character", "3.5.4"),
        Rule(17, "lines flush at both ends", "3.8.1"),
        Rule(18, "reduce before expanding, and in order", "3.8.2, 3.8.3"),
        Rule(19, "the half em after 。 in a line is never reduced", "3.8.3"),
        Rule(20, "expand only where it is allowed, and in order", "3.8.4"),
        Rule(21, "spaces of one kind on a line change alike", "3.8.3, 3.8.4"),
        Rule(22, "no gap above a quarter em between ideographs", "3.8.4"),
        Rule(23, "ruby half size and over the middle of its base", "3.3.3, 3.3.5, 3.3.6"),
        Rule(24, "ruby reaches over kana by one ruby em at most, over kanji never", "3.3.8"),
        Rule(25, "ruby and marks do not change the distance of lines", "4.5.1"),
        Rule(26, "tate-chu-yoko in one square, centred, solid to its neighbours", "3.2.5"),
        Rule(27, "emphasis marks half size, centred, none over punctuation", "3.3.9"),
        Rule(28, "warichu: two even lines without a gap", "3.4.2"),
        Rule(29, "characters upright or on their side as UAX #50 says", "3.2.3, UAX #50"),
        Rule(30, "a whole number of characters to the measure, lines on the lattice", "2.4.1, 2.5.2, 2.5.3"),
        Rule(31, "no heading alone at a page's end", "4.1.7"),
        Rule(32, "paragraphs set in by one em", "3.5.1"),
        Rule(33, "no single line of a paragraph on a page", "4.5.3"),
        Rule(34, "running heads and page numbers at a fixed place, outside", "2.6.1 to 2.6.3"),
        Rule(35, "vertical books open to the right", "2.3.1"),
        Rule(36, "a note stands on the page of its call", "4.2.5 to 4.2.7"),
        Rule(37, "what is left of a note comes before the next page's own", "4.2.5, 4.2.7"),
        Rule(38, "the band of notes 15 to 20 characters high, two em from the text", "4.2.7"),
        Rule(39, "side notes at the left of the left-hand page, their rule a third of the measure", "4.2.6"),
        Rule(40, "notes smaller, on a whole number of characters, turnover lines set in", "4.2.4 to 4.2.7"),
        Rule(41, "note marks before the full stop in horizontal lines", "4.2.3"),
        Rule(42, "the apparatus names line, lemma and sigla", "", "needs the edition: which lemma was meant"),
        Rule(43, "text that is extracted is the text", "UAX #15"),
        Rule(44, "tags for text, ruby and notes; decoration as artifacts", "PDF 32000-1, 14.8"),
        Rule(45, "black ink only; fonts embedded and subset", "PDF 32000-1, 9.9"),
    )
}
