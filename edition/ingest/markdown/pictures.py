"""Pictures that a text names: where they shall stand in the edition's folder."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from edition.ingest.markdown.doubts import Doubts

_DATA: Final = re.compile(r"data:image/(png|jpeg|gif|webp);base64,(.*)\Z", re.DOTALL | re.IGNORECASE)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
#: Pictures that a page may hold, by the ends of their names.
_ENDINGS: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")


@dataclass(slots=True)
class Pictures:
    """The pictures of one source.

    ``wanted`` are files beside the source, by the path in the edition that each is copied to; ``found`` are those
    that the source holds itself.
    """

    doubts: Doubts
    wanted: dict[str, str] = field(default_factory=dict)
    found: dict[str, bytes] = field(default_factory=dict)

    def path(self, address: str, at: int) -> str:
        """The picture's path in the edition's folder, "" where it cannot be there."""
        data = _DATA.match(address)
        if data:
            return self._held(data, at)
        if _SCHEME.match(address):
            self.doubts.say("ING-126", f"the picture {address[:100]} is not in a file beside this one", at)
            return ""
        file = unquote(address.partition("?")[0].partition("#")[0])
        steps = [step for step in re.split(r"[/\\]", file) if step not in ("", ".")]
        if not steps or ".." in steps or file.startswith(("/", "\\")) or not file.lower().endswith(_ENDINGS):
            self.doubts.say("ING-126", f"the picture {address[:100] or '()'} is no file beside this one", at)
            return ""
        name = re.sub(r"[^\w.-]", "-", steps[-1])
        wanted = "/".join(steps)
        number, path = 1, f"images/{name}"
        while path in self.found or self.wanted.get(path, wanted) != wanted:
            number += 1
            stem, _, ending = name.rpartition(".")
            path = f"images/{stem}-{number}.{ending}"
        self.wanted[path] = wanted
        return path

    def _held(self, data: re.Match[str], at: int) -> str:
        try:
            contents = base64.b64decode(unquote(data.group(2)), validate=True)
        except (binascii.Error, ValueError):
            self.doubts.say("ING-126", "a picture within the text is damaged", at)
            return ""
        ending = data.group(1).lower().replace("jpeg", "jpg")
        path = f"images/picture-{len(self.found) + 1}.{ending}"
        self.found[path] = contents
        return path
