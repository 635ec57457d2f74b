"""Is everything here that a build needs, and how to get it."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from edition import resources

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a build, or with ``needed`` false only our tests, needs."""

    name: str
    good: bool
    found: str
    remedy: str = ""
    needed: bool = True

    def as_json(self) -> dict[str, Any]:
        """``{name, good, needed, found, remedy}``."""
        return {
            "name": self.name,
            "good": self.good,
            "needed": self.needed,
            "found": self.found,
            "remedy": "" if self.good else self.remedy,
        }


def doctor() -> list[Part]:
    """Look at every part, in the order in which a build meets them."""
    return [
        _python(),
        *(_library(name, why) for name, why in _LIBRARIES),
        _pages(),
        _font("Japanese fonts", "pylopdf-fonts-jp"),
        _font("Latin italic", "fontpkg-source-serif-4"),
        _styles(),
        _cache(),
        _java(),
    ]


_LIBRARIES = (
    ("lxml", "XML"),
    ("PyYAML", "layers"),
    ("ruamel.yaml", "front matter of Markdown"),
    ("ebooklib", "the e-book"),
    ("weasyprint", "the page"),
    ("uharfbuzz", "the line"),
    ("pikepdf", "imposition"),
    ("typer", "the command line"),
    ("rich", "the command line"),
)


def _python() -> Part:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Part("Python", sys.version_info >= (3, 11), version, "install Python 3.11 or later")


def _library(name: str, why: str) -> Part:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Part(name, False, f"missing ({why})", f"pip install {name}")
    return Part(name, True, f"{version} ({why})")


def _pages() -> Part:
    """WeasyPrint with the system's Pango, in a process of its own: what is missing shows on loading."""
    remedy = (
        "install Pango: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (Debian, Ubuntu)"
    )
    program = "import weasyprint; print(weasyprint.VERSION)"
    found = _run([sys.executable, "-c", program])
    if found is None:
        return Part("Pango", False, "WeasyPrint cannot load it", remedy)
    return Part("Pango", True, "WeasyPrint loads it")


def _font(name: str, package: str) -> Part:
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return Part(name, False, "missing", f"pip install {package}")
    return Part(name, True, f"{package} {version}")


def _styles() -> Part:
    return _tried("stylesheets", lambda: str(resources.styles()), "install the program again")


def _cache() -> Part:
    def try_it() -> str:
        folder = resources.cache()
        if not os.access(folder, os.W_OK):
            raise OSError(f"{folder} cannot be written")
        return str(folder)

    return _tried("cache", try_it, "set XDG_CACHE_HOME to a folder that can be written")


def _tried(name: str, attempt: Callable[[], str], remedy: str) -> Part:
    try:
        return Part(name, True, attempt())
    except OSError as fault:
        return Part(name, False, str(fault), remedy)


def _java() -> Part:
    """EPUBCheck runs on Java; only tests need it."""
    path = shutil.which("java")
    remedy = "only for tests: apt install default-jre-headless"
    return Part("Java", path is not None, path or "missing (EPUBCheck, in tests)", remedy, needed=False)


def _run(command: list[str]) -> str | None:
    """What a command prints, None when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
