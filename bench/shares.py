"""Where the time of a build goes: python bench/shares.py OUT.json build DIR …

The program's own command line runs, in this process, and every few milliseconds of CPU time it is noted whose
code is at work. A sample counts as much as the CPU clock went on since the one before, so that a long call into
a library in C counts in full, for the code that called it. Python's own modules, and libraries that are nobody's
in particular, count for whoever called them. Imports and the collector of garbage are counted by themselves.
"""

from __future__ import annotations

import gc
import json
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import FrameType

#: Seconds of CPU time between two samples.
INTERVAL = 0.002
#: Libraries that WeasyPrint brings: what it spends in them is its own.
_WEASYPRINT = {"weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "fontTools", "webencodings"}
#: What the rooms of the package do in a build.
_ROOMS = {
    "cli": "command line",
    "project": "reading, compiling, checking",
    "tei": "reading, compiling, checking",
    "layers": "reading, compiling, checking",
    "diagnostics": "reading, compiling, checking",
    "resources": "reading, compiling, checking",
    "render": "TEI to XHTML",
    "print": "notes to their places, page rules",
    "jlreq": "lines: compose",
}
#: The steps of the typesetting room by module or package; one that is not here is shown by its name.
_STEPS = {
    "collect": "lines: collect",
    "itemize": "lines: compose",
    "harfbuzz": "lines: compose",
    "faces": "lines: compose",
    "paragraph": "lines: compose",
    "breaking": "lines: compose",
    "hyphenation": "lines: compose",
    "spacing": "lines: compose",
    "adjust": "lines: compose",
    "ruby": "lines: compose",
    "emphasis": "lines: compose",
    "model": "lines: compose",
    "place": "lines: place",
    "lines": "lines: boxes",
    "lineboxes": "lines: boxes",
    "drawing": "lines: draw",
    "fontuse": "lines: draw",
    "widths": "lines: compose",
    "strut": "lines: boxes",
    "embed": "PDF: fonts, objects",
    "pdf": "PDF: fonts, objects",
    "streams": "PDF: fonts, objects",
    "tagging": "PDF: fonts, objects",
    "ink": "PDF: fonts, objects",
    "finishing": "PDF: fonts, objects",
    "styles": "pages: styles, notes, margins",
    "areas": "pages: styles, notes, margins",
    "spots": "pages: styles, notes, margins",
    "beginnings": "pages: styles, notes, margins",
    "notes": "pages: styles, notes, margins",
    "margins": "pages: styles, notes, margins",
    "frame": "pages: styles, notes, margins",
    "pagination": "pages: styles, notes, margins",
    "walks": "pages: styles, notes, margins",
    "document": "pages: styles, notes, margins",
    "composer": "pages: styles, notes, margins",
}


class Sampler:
    """Seconds of CPU time by the module at work: ``edition.typeset.place``, ``weasyprint.layout``, imports."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._last = time.process_time()
        #: When the collector began, while it is at work; what it has taken since the last sample.
        self._collecting: float | None = None
        self._collected = 0.0
        self._names: dict[str, str] = {}

    def start(self) -> None:
        """Begin; what the process has used so far is its start."""
        self.seconds["imports"] += self._last
        gc.callbacks.append(self._garbage)
        signal.signal(signal.SIGPROF, self._sample)
        signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)

    def stop(self) -> None:
        """End."""
        signal.setitimer(signal.ITIMER_PROF, 0, 0)
        gc.callbacks.remove(self._garbage)
        self._sample(0, sys._getframe())

    def _garbage(self, phase: str, _: dict[str, int]) -> None:
        now = time.process_time()
        if phase == "start":
            self._collecting = now
        elif self._collecting is not None:
            self._collected += now - self._collecting
            self._collecting = None

    def _sample(self, _: int, frame: FrameType | None) -> None:
        now = time.process_time()
        if self._collecting is not None:
            # A signal that came while the collector was at work is served before we are told that it is done.
            self._collected += now - self._collecting
            self._collecting = now
        self.seconds[self._whose(frame)] += max(0.0, now - self._last - self._collected)
        self.seconds["garbage collection"] += self._collected
        self._last, self._collected = now, 0.0

    def _whose(self, frame: FrameType | None) -> str:
        name = ""
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith("<frozen importlib"):
                return "imports"
            if not name:
                if file not in self._names:
                    self._names[file] = _owner(file)
                name = self._names[file]
            frame = frame.f_back
        return name or "other"


def _owner(file: str) -> str:
    """The module that a file is, if it is one of the program's or of WeasyPrint's; "" for all others."""
    parts = Path(file).with_suffix("").parts
    for index in range(len(parts) - 2, -1, -1):
        if parts[index] == "edition":
            return ".".join(part for part in parts[index:] if part != "__init__")
        if parts[index] in _WEASYPRINT:
            # The package, and of WeasyPrint itself its part (layout, css, pdf, …).
            own = parts[index] == "weasyprint"
            return ".".join(parts[index : index + 2] if own else parts[index : index + 1])
    return ""


def grouped(seconds: dict[str, float]) -> dict[tuple[str, str], float]:
    """The share of the whole by (whose, what): ours, WeasyPrint's, and what is neither's alone."""
    whole = sum(seconds.values())
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    for name, spent in seconds.items():
        parts = name.split(".")
        if parts[0] == "edition" and len(parts) > 1:
            own = ".".join(parts[2:]) or parts[1]
            step = next((_STEPS[part] for part in parts[:1:-1] if part in _STEPS), own)
            what = step if parts[1] == "typeset" else _ROOMS.get(parts[1], parts[1])
            found["ours", what] += spent / whole
        elif parts[0] in _WEASYPRINT:
            found["WeasyPrint", name] += spent / whole
        else:
            found["both", name] += spent / whole
    return dict(found)


def main() -> None:
    """Run the command and write the seconds of every module."""
    sampler = Sampler()
    sampler.start()
    from edition import cli

    target = Path(sys.argv.pop(1))
    try:
        cli.app()
    finally:
        sampler.stop()
        target.write_text(json.dumps(sampler.seconds, indent=1))


if __name__ == "__main__":
    main()
