"""Works written as BibTeX, as values of CSL: the door of bibtexparser, and of pylatexenc, which it needs.

Fields are those of BibTeX and of BibLaTeX, and ``yomi``, by which Japanese BibTeX sorts. A name with Japanese
characters is written as family and given name, parted by a comma or a space; any other as BibTeX has it; in braces, or
without any space, it is one name that has no parts.
"""

from __future__ import annotations

import re
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock
from pylatexenc.latex2text import LatexNodes2Text

from edition.diagnostics import Findings, Place

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_PERSONS = {"author": "author", "editor": "editor", "translator": "translator"}
#: CSL's names for texts of BibTeX and BibLaTeX; the first that an entry has is taken.
_TEXTS = {
    "title": ("title",),
    "container-title": ("journal", "journaltitle", "booktitle", "maintitle"),
    "collection-title": ("series",),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "publisher": ("publisher", "institution", "school", "organization", "howpublished"),
    "publisher-place": ("address", "location"),
    "edition": ("edition",),
    "page": ("pages",),
    "yomi": ("yomi", "reading", "sortname", "sortkey"),
}
_AS_THEY_ARE = {"URL": "url", "DOI": "doi", "ISBN": "isbn"}
#: What stands in the volume of something else, whose title is that of a part.
_OF_SERIES = frozenset({"book", "mvbook", "collection", "proceedings", "manual", "booklet"})
_DASHES = re.compile(r"\s*(?:--+|[–—])\s*")
#: A percent sign begins a comment of TeX; in a title it is one.
_PERCENT = re.compile(r"(?<!\\)%")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def read(text: str, file: str, findings: Findings) -> list[tuple[int, dict[str, Any]]]:
    """The works of a file, each with its line, as CSL-JSON has them; LAY-026 for each part that is no entry."""
    library = parse_string(text)
    for block in library.failed_blocks:
        hint = "close every brace and quotation mark, and part fields by commas"
        message = f"not readable as BibTeX: {_first(block.error)}"
        if isinstance(block, DuplicateBlockKeyBlock):
            message, hint = f"the id {block.key} is taken", "ids are unique"
        elif isinstance(block, DuplicateFieldKeyBlock):
            message, hint = f"given twice: {', '.join(sorted(block.duplicate_keys))}", "keep one of the two"
        findings.error("LAY-026", message, Place(file, (block.start_line or 0) + 1), hint)
    return [
        ((entry.start_line or 0) + 1, _work(entry.key, entry.entry_type.lower(), _fields(entry)))
        for entry in library.entries
    ]


def _fields(entry: Any) -> dict[str, str]:
    return {field.key.lower(): str(field.value) for field in entry.fields}


def _work(key: str, kind: str, fields: dict[str, str]) -> dict[str, Any]:
    work: dict[str, Any] = {"id": key}
    for name, wanted in _PERSONS.items():
        people = [_person(one) for one in split_multiple_persons_names(fields.get(wanted, ""))]
        if people:
            work[name] = people
    for name, several in _TEXTS.items():
        said = next((_plain(fields[one]) for one in several if fields.get(one)), "")
        if said:
            work[name] = said
    if subtitle := _plain(fields.get("subtitle", "")):
        between = "――" if _JAPANESE.search(subtitle) else ": "
        work["title"] = f"{work.get('title', '')}{between}{subtitle}"
    if "page" in work:
        work["page"] = _DASHES.sub("-", work["page"])
    if kind in _OF_SERIES and "issue" in work:
        # The number of a book is that in its series, not one of a journal.
        work["collection-number"] = work.pop("issue")
    for name, field in _AS_THEY_ARE.items():
        if fields.get(field):
            work[name] = fields[field].strip()
    date = _DATE.match(fields.get("date", ""))
    year = _plain(fields.get("year", ""))
    if date is not None:
        work["issued"] = {"date-parts": [[int(part) for part in date.groups() if part]]}
    elif year:
        work["issued"] = {"literal": year}
    return work


def _person(name: str) -> dict[str, str]:
    name = " ".join(name.split())
    if name == "others":
        return {"literal": "他"}
    whole = name.startswith("{") and name.endswith("}") and name.count("{") == 1
    plain = _plain(name)
    if whole or not re.search(r"[,\s、，]", plain):
        return {"literal": plain}
    if _JAPANESE.search(plain):
        family, given = re.split(r"\s*[,，、]\s*|\s+", plain, maxsplit=1)
        return {"family": family, "given": given}
    parts = parse_single_name_into_parts(name, strict=False)
    family = _plain(" ".join([*parts.von, *parts.last]))
    given = _plain(" ".join([*parts.first, *parts.jr]))
    return {"family": family, "given": given} if given else {"literal": family}


def _plain(tex: str) -> str:
    """A field's words without TeX's signs, on one line."""
    words = LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=False).latex_to_text(
        _PERCENT.sub(r"\\%", tex)
    )
    return " ".join(words.split())


def _first(error: Any) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else "an entry is not complete"
