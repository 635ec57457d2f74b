"""The opinion of jlreq, the LaTeX class by Noriyuki Abe after the same standard, on LuaTeX-ja.

LuaTeX breaks each paragraph in a box; ``lines.lua`` walks the finished box and writes the glyphs of each line.
Glyphs are counted, not read: a vertical font's forms have code points of their own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from bench.opinions.paragraphs import HERE, MEASURES, TATE_CHU_YOKO, WRITINGS, Paragraph
from bench.opinions.record import Lines, Record, swallow
from edition.typeset.faces import packaged_font

SETTINGS = (
    "jlreq on LuaLaTeX, its defaults (open_bracket_pos=zenkaku_tentsuki, no hanging punctuation, Latin hyphenated), "
    "jafontscale=1; numerals of one or two digits by \\tatechuyoko in the vertical line"
)
#: Rounding only.
_EXCESS = 50

_DOCUMENT = r"""\documentclass[lualatex,%(direction)sfontsize=10pt,jafontscale=1]{jlreq}
\DeclareFontShape{JY3}{mc}{m}{n}{<->s*[1]file:opinion.otf:jfm=jlreq;script=latn;-kern}{}
\DeclareFontShape{JT3}{mc}{m}{n}{<->s*[1]file:opinion.otf:jfm=jlreqv;script=latn;-kern}{}
\DeclareFontFamily{TU}{opinion}{}
\DeclareFontShape{TU}{opinion}{m}{n}{<->file:opinion.otf:mode=node;script=latn;+kern;-liga;-clig}{}
\renewcommand\rmdefault{opinion}
\directlua{dofile("lines.lua")}
\newcount\settings
\newcommand\opinion[2]{\setbox0\vbox{\hsize=#1\zw\linewidth\hsize\parindent=1\zw #2\par}%%
  \directlua{opinion(\the\settings, \number\dimexpr1\zw)}\advance\settings1}
\begin{document}
%(body)s
\end{document}
"""
_SPECIAL = re.compile(r"[_%#&$]")


def program() -> str | None:
    """LuaLaTeX, if it and the class are on this machine."""
    lualatex, kpsewhich = shutil.which("lualatex"), shutil.which("kpsewhich")
    if not lualatex or not kpsewhich:
        return None
    done = subprocess.run([kpsewhich, "jlreq.cls"], capture_output=True, text=True, check=False)
    return lualatex if done.stdout.strip() else None


def record(texts: tuple[Paragraph, ...]) -> Record:
    """Set all paragraphs. Raises RuntimeError when TeX fails, ValueError when glyphs and text differ."""
    made = Record("jlreq", "", SETTINGS)
    settings = [(paragraph, measure) for paragraph in texts for measure in MEASURES]
    for writing in WRITINGS:
        rows, made.version = _ask(_document(settings, writing))
        if len(rows) != len(settings):
            raise RuntimeError(f"TeX set {len(rows)} of {len(settings)} paragraphs")
        for (paragraph, measure), lines in zip(settings, rows, strict=True):
            made.add(paragraph, writing, measure, _lines(paragraph, lines))
    return made


def _document(settings: list[tuple[Paragraph, int]], writing: str) -> str:
    vertical = writing.startswith("vertical")
    body = "\n".join(
        f"\\opinion{{{measure}}}{{{_marked(paragraph.text, vertical)}}}%" for paragraph, measure in settings
    )
    return _DOCUMENT % {"direction": "tate," if vertical else "", "body": body}


def _marked(text: str, vertical: bool) -> str:
    escaped = _SPECIAL.sub(r"\\\g<0>{}", text)
    return TATE_CHU_YOKO.sub(r"\\tatechuyoko{\g<0>}", escaped) if vertical else escaped


def _ask(document: str) -> tuple[list[list[list[int]]], str]:
    """(lines of every setting, a line being its excess and its glyphs; version)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "opinion.tex").write_text(document, encoding="utf-8")
        (folder / "opinion.otf").write_bytes(packaged_font("pylopdf_fonts_jp", "NotoSerifJP-Regular.otf"))
        shutil.copy(HERE / "lines.lua", folder)
        subprocess.run(
            [program() or "lualatex", "-interaction=nonstopmode", "-draftmode", "opinion.tex"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            check=False,
            timeout=580,
        )
        log = (folder / "opinion.log").read_text(encoding="utf-8", errors="replace")
        if error := re.search(r"^! .*(?:\n.*){3}", log, re.MULTILINE):
            raise RuntimeError(f"TeX: {error[0]}")
        engine = re.search(r"^This is (LuaHB?TeX), Version ([\d.]+)", log, re.MULTILINE)
        about = re.search(r"^Document Class: jlreq (\S+)", log, re.MULTILINE)
        rows: list[list[list[int]]] = []
        for row in (folder / "lines.txt").read_text(encoding="utf-8").splitlines():
            if row.startswith("setting"):
                rows.append([])
            else:
                rows[-1].append([int(word) for word in row.split()])
    version = f"jlreq {about[1] if about else '?'}, {' '.join(engine.groups()) if engine else '?'}"
    return rows, version


def _lines(paragraph: Paragraph, rows: list[list[int]]) -> Lines:
    text = paragraph.text
    ends: list[int] = []
    hyphens: set[int] = set()
    over: set[int] = set()
    index = 0
    for excess, *glyphs in rows:
        added = False
        for place, glyph in enumerate(glyphs):
            # Word spaces are glue, and so is the space that the class puts for an ideographic one after ？ and ！.
            while text[index : index + 1] == " " or (text[index : index + 1] == "　" != chr(glyph)):
                index += 1
            added = place == len(glyphs) - 1 and chr(glyph) in "-‐" and text[index : index + 1] != "-"
            if not added:
                index += 1
        (end,) = swallow(text, [index], " 　" if text[index - 1 : index] in ("？", "！") else " ")
        ends.append(end)
        if added:
            hyphens.add(end)
        if excess > _EXCESS:
            over.add(end)
    return Lines(tuple(ends), frozenset(hyphens), frozenset(over))
