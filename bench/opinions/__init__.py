"""Independent opinions on line breaks: the same paragraphs in our composer, in a browser, and in TeX.

    python -m bench.opinions                 the page docs/line-breaks.md, from what is recorded
    python -m bench.opinions record          ask every engine that this machine has, anew; then the page
    python -m bench.opinions record chromium
    python -m bench.opinions show dialogue vertical-rl 20

Each engine is optional: what is missing is said, and its record stays as it is. Chromium is Debian's ``chromium``;
jlreq is in ``texlive-lang-japanese``, and needs ``texlive-luatex`` and ``texlive-latex-recommended``.
"""
