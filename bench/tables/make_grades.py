"""Make ``edition/readings/grades.tsv``, the school year in which a kanji is learnt, and its level in the JLPT.

    python bench/tables/make_grades.py KANJI COMMIT OUT

``KANJI`` is kanji-jouyou.json of https://github.com/davidluzgouveia/kanji-data (MIT; made from KANJIDIC, CC BY-SA 4.0,
and, for the levels, from Jonathan Waller's lists, CC BY), ``COMMIT`` the commit that it is of, ``OUT`` the folder to
write to (``edition/readings``).

Its school years are those of 1989. What the ministry changed with effect from 2020 (小学校学習指導要領, 平成二十九年告示,
学年別漢字配当表) is written here. Levels of the JLPT are not official: since 2010 nobody publishes lists.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HEAD = """\
# Source: kanji-jouyou.json, https://github.com/davidluzgouveia/kanji-data, commit {commit} (from KANJIDIC, CC BY-SA 4.0,
# and Jonathan Waller's lists of the JLPT, CC BY); school years as changed in 2017, in force since 2020.
# Made by bench/tables/make_grades.py; edit that, not this. Grade 7 is the rest of the 常用漢字; level 5 is the first.
kanji	grade	jlpt
"""
#: What the table of 2017 changed: the new grade, and the kanji that have it now.
CHANGED = {
    4: "茨媛岡潟岐熊香佐埼崎滋鹿縄井沖栃奈梨阪阜賀群徳富城",
    5: "囲紀喜救型航告殺士史象賞貯停堂得毒費粉脈歴",
    6: "恩券承舌銭退敵俵預胃腸",
}
#: How many kanji each year has.
YEARS = {1: 80, 2: 160, 3: 200, 4: 202, 5: 193, 6: 191}
#: What the source has for kanji of no year.
_REST = 7


def main(kanji: str, commit: str, out: str) -> None:
    """Write the table; it has to have as many kanji of each year as the ministry's."""
    data = json.loads(Path(kanji).read_text(encoding="utf-8"))
    grades = {one: min(about["grade"], _REST) for one, about in data.items()}
    for grade, characters in CHANGED.items():
        grades.update(dict.fromkeys(characters, grade))
    counted = {year: sum(grade == year for grade in grades.values()) for year in YEARS}
    assert counted == YEARS, counted
    rows = [f"{one}\t{grades[one]}\t{data.get(one, {}).get('jlpt_new') or ''}" for one in sorted(grades)]
    text = HEAD.format(commit=commit) + "\n".join(rows) + "\n"
    (Path(out) / "grades.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
