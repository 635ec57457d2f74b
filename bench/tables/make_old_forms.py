"""Make ``edition/collate/old_forms.tsv``, the old forms of kanji with their new ones.

    python bench/tables/make_old_forms.py OPENCC COMMIT OUT

``OPENCC`` is a checkout of https://github.com/BYVoid/OpenCC (Apache License 2.0), ``COMMIT`` the commit that it
stands at, ``OUT`` the folder to write to (``edition/collate``). Of OpenCC the list of Japanese simplified
characters is taken (``data/dictionary/JPShinjitaiCharacters.txt``), which gives for each new form the old ones.
Unihan has no such list: its simplified and traditional variants are those of Chinese.

It stands in ``bench/tables`` because it is no part of the program. That one character is the old form of
another is a fact of the reforms of 1946, 1949 and 1981. Characters that differ in their code only (CJK
compatibility ideographs) need no table: Unicode's own mapping says what they are.
"""

from __future__ import annotations

import sys
from pathlib import Path

LIST = "data/dictionary/JPShinjitaiCharacters.txt"
HEAD = """\
# Source: OpenCC, {list}, https://github.com/BYVoid/OpenCC, commit {commit}.
# Licence: Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0.
# Made by bench/tables/make_old_forms.py; edit that, not this.
old	new
"""


def pairs(text: str) -> dict[str, str]:
    """New forms by old ones. What is a new form itself is no old one of another.

    Where two new forms claim an old one (鹽), that one has it which is not among its own old forms.
    """
    rows = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    new_forms = {row[0] for row in rows}
    rows.sort(key=lambda row: row[0] in row[1].split())
    found: dict[str, str] = {}
    for row in rows:
        new = row[0]
        for old in row[1].split():
            if len(old) == len(new) == 1 and old not in new_forms:
                found.setdefault(old, new)
    return found


def main(checkout: str, commit: str, out: str) -> None:
    """Write the table, sorted by the old forms."""
    found = pairs((Path(checkout) / LIST).read_text(encoding="utf-8"))
    rows = "".join(f"{old}\t{new}\n" for old, new in sorted(found.items()))
    target = Path(out) / "old_forms.tsv"
    target.write_text(HEAD.format(list=LIST, commit=commit) + rows, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
