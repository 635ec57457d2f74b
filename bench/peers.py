"""Other typesetters, where they are installed; none is needed.

A program is looked for on the PATH, or at the place that an environment variable gives: BENCH_CHROMIUM,
BENCH_VIVLIOSTYLE, BENCH_PAGEDJS, BENCH_TYPST (also a Python that has the package ``typst``), BENCH_JTYPESET,
BENCH_FOP, BENCH_LIBREOFFICE, BENCH_UPLATEX, BENCH_LUALATEX.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from engines import SOURCES, Engine, Job, fonts

HORIZONTAL = ("horizontal",)
#: A browser that asks for nothing from the network and does not need to be root's.
_QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking "
    "--disable-component-update --disable-sync --disable-quic --no-first-run"
).split()
#: Names on the PATH, the first that is there.
_NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "vivliostyle": ("vivliostyle",),
    "pagedjs": ("pagedjs-cli",),
    "typst": ("typst",),
    "jtypeset": ("jtypeset-md",),
    "fop": ("fop",),
    "libreoffice": ("soffice", "libreoffice"),
    "uplatex": ("uplatex",),
    "lualatex": ("lualatex",),
}


def found() -> Iterator[Engine]:
    """The peers that are installed."""
    serif, _ = fonts()
    for name, make in _MAKERS.items():
        program = os.environ.get(f"BENCH_{name.upper()}") or _first(*_NAMES[name])
        if program:
            yield make(program, serif)


def _first(*names: str) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


def _chromium(program: str, _: Path) -> Engine:
    def command(job: Job) -> list[str]:
        profile = f"--user-data-dir={job.out / 'profile'}"
        # Scripts have no part in the page; the budget lets a long document finish its layout.
        flags = [
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            "--virtual-time-budget=100000000",
        ]
        return [program, *_QUIET, profile, *flags, f"--print-to-pdf={job.pdf}", job.html.as_uri()]

    # It knows no footnotes: notes stay in the line.
    return Engine("Chromium", command, peer=True)


def _vivliostyle(program: str, _: Path) -> Engine:
    def command(job: Job) -> list[str]:
        progress = "rtl" if job.writing == "vertical" else "ltr"
        line = [program, "build", "-d", str(_beside(job)), "-o", str(job.pdf), "-t", "3600"]
        browser = os.environ.get("BENCH_CHROMIUM") or _first(*_NAMES["chromium"])
        line += ["--reading-progression", progress]
        return [*line, "--executable-browser", browser] if browser else line

    return Engine("Vivliostyle", command, peer=True)


def _pagedjs(program: str, _: Path) -> Engine:
    def command(job: Job) -> list[str]:
        flags = "--no-sandbox,--disable-gpu,--disable-dev-shm-usage"
        line = [
            program,
            str(_beside(job)),
            "-o",
            str(job.pdf),
            "--browserArgs",
            flags,
            "--timeout",
            "3600000",
        ]
        return [*line, "--outline-tags", "h1"]

    browser = os.environ.get("BENCH_CHROMIUM") or _first(*_NAMES["chromium"])
    env = {"PUPPETEER_EXECUTABLE_PATH": browser} if browser else {}
    return Engine("Paged.js", command, HORIZONTAL, peer=True, env=env)


def _beside(job: Job) -> Path:
    """The page with its fonts beside it, in the job's folder, for programs that serve a folder to a browser."""
    text = job.html.read_text(encoding="utf-8")
    for font in fonts():
        shutil.copy(font, job.out)
        text = text.replace(font.as_uri(), font.name)
    page = job.out / "page.html"
    page.write_text(text, encoding="utf-8")
    return page


def _typst(program: str, font: Path) -> Engine:
    source = _source("typst")

    def command(job: Job) -> list[str]:
        if Path(program).name.startswith("python"):
            code = (
                "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
            )
            return [program, "-c", code, source(job), str(job.pdf), str(font.parent)]
        return [program, "compile", "--font-path", str(font.parent), source(job), str(job.pdf)]

    return Engine("Typst", command, HORIZONTAL, ruby=False, source="typst", peer=True)


def _jtypeset(program: str, font: Path) -> Engine:
    source = _source("markdown")
    return Engine(
        "jtypeset",
        lambda job: [program, source(job), "--font", str(font), "-o", str(job.pdf)],
        source="markdown",
        peer=True,
    )


def _fop(program: str, font: Path) -> Engine:
    source = _source("fo")
    triplet = '<font-triplet name="Noto Serif JP" style="normal" weight="normal"/>'
    settings = (
        '<fop version="1.0"><renderers><renderer mime="application/pdf"><fonts>'
        f'<font embed-url="{font.as_uri()}">{triplet}</font></fonts></renderer></renderers></fop>'
    )

    def command(job: Job) -> list[str]:
        (job.out / "fop.xconf").write_text(settings)
        return [program, "-c", str(job.out / "fop.xconf"), source(job), str(job.pdf)]

    return Engine("FOP", command, HORIZONTAL, ruby=False, source="fo", peer=True)


def _libreoffice(program: str, font: Path) -> Engine:
    source = _source("fodt")
    options = '{"ExportBookmarks":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'

    def command(job: Job) -> list[str]:
        (job.out / "fonts.conf").write_text(
            f"<?xml version='1.0'?><fontconfig><dir>{font.parent}</dir><cachedir>{job.out / 'cache'}</cachedir>"
            "</fontconfig>"
        )
        name = job.out / "out.fodt"
        name.symlink_to(source(job))
        profile = f"-env:UserInstallation={(job.out / 'profile').as_uri()}"
        fonts = f"FONTCONFIG_FILE={job.out / 'fonts.conf'}"
        line = [
            "env",
            fonts,
            program,
            "--headless",
            profile,
            "--convert-to",
            f"pdf:writer_pdf_Export:{options}",
        ]
        return [*line, "--outdir", str(job.out), str(name)]

    return Engine("LibreOffice", command, source="fodt", peer=True)


def _tex(name: str) -> Callable[[str, Path], Engine]:
    source = _source(name)
    # The second pass has the bookmarks.
    steps = 'cp "$2" out.tex; "$1" -interaction=nonstopmode out && "$1" -interaction=nonstopmode out'
    if name == "uplatex":
        steps += " && dvipdfmx -q -o out.pdf out"

    def make(program: str, font: Path) -> Engine:
        env = {"OPENTYPEFONTS": f"{font.parent}//:", "OSFONTDIR": f"{font.parent}//"}
        label = {"uplatex": "upLaTeX", "lualatex": "LuaLaTeX"}[name]
        return Engine(
            label,
            lambda job: ["sh", "-c", steps, "sh", program, source(job)],
            source=name,
            peer=True,
            env=env,
        )

    return make


def _source(name: str) -> Callable[[Job], str]:
    """Where ``sources.py`` has written the text of a job."""
    return lambda job: str(job.prepared / f"{name}-{job.writing}.{SOURCES[name]}")


_MAKERS: dict[str, Callable[[str, Path], Engine]] = {
    "chromium": _chromium,
    "vivliostyle": _vivliostyle,
    "pagedjs": _pagedjs,
    "typst": _typst,
    "jtypeset": _jtypeset,
    "fop": _fop,
    "libreoffice": _libreoffice,
    "uplatex": _tex("uplatex"),
    "lualatex": _tex("lualatex"),
}
