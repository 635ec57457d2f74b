"""Works that notes refer to: CSL-JSON or BibTeX in, TEI's ``bibl`` out.

CSL-JSON is what programs for bibliographies (Zotero, Pandoc and others) write; its fields are those of the
specification of CSL 1.0.2, and those of BibTeX become them (:mod:`edition.layers.bibtex`). A work in Japanese is
written as Japanese books write it (著者「論文」『誌名』…), any other with commas. Only works that a note cites are printed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers.backmatter import division
from edition.tei import XML_ID, t

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
#: What notes can name; other signs than an id may have come from BibTeX (``knuth:1981``).
_KEY = re.compile(r"[^\W\d][\w.\-·:/+]*")
_NO_ID = re.compile(r"[:/+]")
_HEADING = "文献"
#: Zotero keeps what CSL has no field for in a note, a line each.
_YOMI = re.compile(r"(?im)^\s*(?:yomi|reading|読み|よみ)\s*[:：]\s*(.+?)\s*$")
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


@dataclass(frozen=True, slots=True)
class Work:
    """One work; ``fields`` are CSL's, ``id`` is that of its ``bibl``."""

    key: str
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The xml:id of its entry."""
        return "bib." + _NO_ID.sub(lambda one: f"_{ord(one[0]):x}_", self.key)

    @property
    def short(self) -> str:
        """How a note names it: who and when."""
        names = [_family(one) for one in self._people()]
        many = "ほか" if self.japanese else " et al."
        who = "・".join(names[:2]) if self.japanese else " and ".join(names[:2])
        who = names[0] + many if len(names) > 2 else who
        return " ".join(part for part in (who or self._text("title"), self.year) if part)

    @property
    def sorted_by(self) -> str:
        """What a list of works is sorted by: the reading where one is given, in hiragana, else who and when."""
        custom = self.fields.get("custom")
        given = self._text("yomi") or (str(custom.get("yomi", "")) if isinstance(custom, dict) else "")
        said = given or next(iter(_YOMI.findall(self._text("note"))), "")
        kana = unicodedata.normalize("NFKC", said).translate(_HIRAGANA)
        return f"{kana} {self.year}" if kana.strip() else self.short

    @property
    def japanese(self) -> bool:
        """Whether the work's title is Japanese."""
        return _JAPANESE.search(self._text("title")) is not None

    @property
    def year(self) -> str:
        """The year, "" where it is not known."""
        issued = self.fields.get("issued")
        if isinstance(issued, dict):
            parts = issued.get("date-parts")
            if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
                return str(parts[0][0])
            return str(issued.get("literal") or issued.get("raw") or "")[:4]
        return ""

    def entry(self) -> etree._Element:
        """The ``bibl``, its parts marked, with the signs between them."""
        made = etree.Element(t("bibl"))
        made.set(XML_ID, self.id)
        part = bool(self._text("container-title"))
        comma, stop = ("、", "。") if self.japanese else (", ", ".")
        parts: list[tuple[str, dict[str, str], str, str]] = []
        for person in self._people():
            parts.append(("author", {}, _name(person, self.japanese), "・" if self.japanese else ", "))
        if parts:
            parts[-1] = (*parts[-1][:3], "" if self.japanese else ", ")
        marks = ("「", "」") if part else ("『", "』")
        title, held = self._text("title"), self._text("container-title")
        if self.japanese:
            parts.append(("title", {"level": "a" if part else "m"}, f"{marks[0]}{title}{marks[1]}", ""))
            if held:
                parts.append(("title", {"level": "j"}, f"『{held}』", ""))
        else:
            parts.append(("title", {"level": "a" if part else "m"}, title, ", "))
            if held:
                parts.append(("title", {"level": "j"}, held, ", "))
        number = "-".join(one for one in (self._text("volume"), self._text("issue")) if one)
        rest = [
            ("biblScope", number, "volume"),
            ("pubPlace", "" if self.japanese else self._text("publisher-place"), ""),
            ("publisher", self._text("publisher"), ""),
            ("date", f"{self.year}年" if self.japanese and self.year.isdecimal() else self.year, ""),
            ("biblScope", self._text("page"), "page"),
        ]
        parts += [(name, {"unit": unit} if unit else {}, said, comma) for name, said, unit in rest if said]
        for name, attributes, said, after in parts:
            one = etree.SubElement(made, t(name), attributes)
            one.text, one.tail = said, after
        if len(made):
            made[-1].tail = stop
        if url := self._text("URL") or (self._text("DOI") and f"https://doi.org/{self._text('DOI')}"):
            ref = etree.SubElement(made, t("ref"), target=url)
            ref.text = url
        return made

    def _people(self) -> list[dict[str, Any]]:
        for role in ("author", "editor", "translator"):
            named = self.fields.get(role)
            if isinstance(named, list) and named:
                return [one for one in named if isinstance(one, dict)]
        return []

    def _text(self, name: str) -> str:
        value = self.fields.get(name, "")
        return str(value).strip() if isinstance(value, str | int) else ""


def load(data: bytes, file: str, findings: Findings) -> dict[str, Work]:
    """The works of a file by their ids: of BibTeX where its name ends in .bib, else of CSL-JSON.

    LAY-026 for what cannot be read, which is left out.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        findings.error("LAY-026", "the file is not UTF-8 text", Place(file, line), "save it as UTF-8")
        return {}
    if file.endswith(".bib"):
        # Few editions have one, and none other needs its parser.
        from edition.layers import bibtex

        return _keyed(bibtex.read(text, file, findings), file, findings)
    hint = "export it anew as CSL-JSON: a list of works, each with an id"
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError) as fault:
        line = getattr(fault, "lineno", 0)
        findings.error("LAY-026", f"not readable as JSON: {fault}", Place(file, line), hint)
        return {}
    if not isinstance(listed, list):
        findings.error("LAY-026", "the file is no list of works", Place(file), hint)
        return {}
    return _keyed([(0, one if isinstance(one, dict) else {}) for one in listed], file, findings)


def together(files: Iterable[tuple[str, dict[str, Work]]], findings: Findings) -> dict[str, Work]:
    """The works of several files; LAY-026 for an id that two of them have."""
    found: dict[str, Work] = {}
    for file, works in files:
        for key in sorted(found.keys() & works.keys()):
            message = f"the id {key} is taken, by another bibliography of the edition"
            findings.error("LAY-026", message, Place(file), "keep the work in one of the two files")
        found = {**works, **found}
    return found


def _keyed(works: list[tuple[int, dict[str, Any]]], file: str, findings: Findings) -> dict[str, Work]:
    found: dict[str, Work] = {}
    for number, (line, one) in enumerate(works, 1):
        key = str(one.get("id", ""))
        if not _KEY.fullmatch(key) or key in found:
            message = f"work {number} has no id, one that is taken, or one that notes cannot name: {key!r}"
            hint = "begin with a letter; letters, digits, - _ . follow"
            findings.error("LAY-026", message, Place(file, line), hint)
            continue
        found[key] = Work(key, one)
    return found


def write(root: etree._Element, works: Iterable[Work]) -> None:
    """A division of the back matter with these works, by their readings, or their authors and years."""
    listed = sorted(works, key=lambda work: (work.sorted_by, work.key))
    text = root.find(t("text"))
    if not listed or text is None:
        return
    holder = etree.SubElement(division(text, "bibliography", _HEADING), t("listBibl"))
    holder.extend([work.entry() for work in listed])


def _family(person: dict[str, Any]) -> str:
    return str(person.get("family") or person.get("literal") or person.get("given") or "")


def _name(person: dict[str, Any], japanese: bool) -> str:
    family, given = _family(person), str(person.get("given") or "")
    if not person.get("family") or not given:
        return family
    # A Japanese name has no space, a Western one in a Japanese list keeps its order.
    return family + given if japanese and _JAPANESE.search(family) else f"{family}, {given}"
