"""Chromium's opinion: the browser lays the paragraphs out and says where each line ends.

The page measures itself: a script asks for the rectangle of every character (Range.getClientRects) and writes
the index at which each line ends into the document, which ``--dump-dom`` prints.
"""

from __future__ import annotations

import base64
import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from bench.opinions.paragraphs import MEASURES, TATE_CHU_YOKO, WRITINGS, Paragraph
from bench.opinions.record import Lines, Record, swallow
from edition.typeset.faces import packaged_font

SETTINGS = (
    "line-break: strict; text-align: justify; text-spacing-trim: trim-start; text-autospace: normal; "
    "hyphens: manual; text-indent: 1em; font-kerning: none (it would kern kana too); "
    "two-digit numerals upright (text-combine-upright)"
)
EM = 20  # px

_PAGE = """<!DOCTYPE html>
<html lang="ja"><meta charset="utf-8"><style>
@font-face {{ font-family: Opinion; src: url(data:font/otf;base64,{font}) }}
html {{ font: {em}px/2 Opinion }}
body {{ margin: 0 }}
p {{ margin: {em}px; text-indent: 1em; text-align: justify; line-break: strict; overflow-wrap: anywhere;
     text-spacing-trim: trim-start; text-autospace: normal; hyphens: manual; font-kerning: none }}
p span {{ text-combine-upright: all }}
</style><body>
{body}
<pre id="said"></pre>
<script>
function ends(p) {{
  const vertical = p.style.writingMode.startsWith("vertical");
  const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const found = [];
  let index = 0, line = null, pitch = {em};
  for (let node; (node = walker.nextNode()); ) {{
    for (let i = 0; i < node.length; i++, index++) {{
      range.setStart(node, i); range.setEnd(node, i + 1);
      const boxes = range.getClientRects();
      if (!boxes.length || node.data[i] === " ") continue;
      const box = boxes[boxes.length - 1];
      const place = vertical ? -(box.left + box.right) / 2 : (box.top + box.bottom) / 2;
      if (line !== null && place - line > pitch) found.push(index);
      if (line === null || place - line > pitch) line = place;
    }}
  }}
  return [...found, index];
}}
document.fonts.load("{em}px Opinion", "あA").then(faces => {{
  const said = {{ fonts: faces.length, lines: [...document.querySelectorAll("p")].map(ends) }};
  document.getElementById("said").textContent = JSON.stringify(said);
}});
</script></html>
"""


def program() -> str | None:
    """The browser, if this machine has one."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def version() -> str:
    """The browser's name and version."""
    command = [program() or "chromium", "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"\S+ [\d.]+", said)
    return found[0] if found else said.strip()


def record(texts: tuple[Paragraph, ...]) -> Record:
    """Set all paragraphs. Raises RuntimeError when the browser says nothing of use."""
    made = Record("chromium", version(), SETTINGS)
    for writing in WRITINGS:
        settings = [(paragraph, measure) for paragraph in texts for measure in MEASURES]
        lines = _ask(_page(settings, writing))
        for (paragraph, measure), ends in zip(settings, lines, strict=True):
            made.add(paragraph, writing, measure, Lines(tuple(swallow(paragraph.text, ends))))
    return made


def _page(settings: list[tuple[Paragraph, int]], writing: str) -> str:
    font = base64.b64encode(packaged_font("pylopdf_fonts_jp", "NotoSerifJP-Regular.otf")).decode()
    body = "\n".join(
        f'<p style="writing-mode:{writing};inline-size:{measure * EM}px">{_marked(paragraph.text, writing)}</p>'
        for paragraph, measure in settings
    )
    return _PAGE.format(font=font, em=EM, body=body)


def _marked(text: str, writing: str) -> str:
    escaped = html.escape(text, quote=False)
    return TATE_CHU_YOKO.sub(r"<span>\g<0></span>", escaped) if writing.startswith("vertical") else escaped


def _ask(page: str) -> list[list[int]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(page, encoding="utf-8")
        command = [
            program() or "chromium",
            "--headless",
            "--disable-gpu",
            "--virtual-time-budget=60000",
            f"--user-data-dir={folder}/profile",
            "--dump-dom",
            path.as_uri(),
        ]
        if os.geteuid() == 0:  # its sandbox refuses to run as root
            command.insert(1, "--no-sandbox")
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    said = re.search(r'<pre id="said">(.+?)</pre>', done.stdout)
    if not said:
        raise RuntimeError(f"chromium said nothing: {done.stderr.strip()[-300:]}")
    answer = json.loads(said[1])
    if not answer["fonts"]:
        raise RuntimeError("chromium did not load the font")
    lines: list[list[int]] = answer["lines"]
    return lines
