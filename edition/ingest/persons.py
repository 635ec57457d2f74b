"""Ids for people: those by which edition.toml and layers name who had a part in a text or wrote beside it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

#: What Word has where an author did not want to be named.
_NOBODY = "Author"


@dataclass(slots=True)
class Persons:
    """Ids by name, minted once each; readable where the name is."""

    ids: dict[str, str] = field(default_factory=dict)

    def id(self, name: str) -> str:
        """The id of a person: the name's letters, so that the same name has the same id in every ingest."""
        name = " ".join(name.split()) or _NOBODY
        if name not in self.ids:
            self.ids[name] = self._mint(name)
        return self.ids[name]

    def _mint(self, name: str) -> str:
        plain = unicodedata.normalize("NFKC", name).lower()
        stem = "-".join(re.findall(r"[^\W_]+", plain)) or "person"
        # An id begins with a letter; one like p12 could be a paragraph's.
        if not stem[0].isalpha() or re.fullmatch(r"[a-z]{1,2}[0-9]+", stem):
            stem = f"by-{stem}"
        found, again = stem, 1
        while found in self.ids.values():
            again += 1
            found = f"{stem}-{again}"
        return found
