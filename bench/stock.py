"""WeasyPrint as it comes from PyPI: python bench/stock.py IN.html OUT.pdf tagged|untagged"""

from __future__ import annotations

import sys

import weasyprint


def main() -> None:
    """Read the page, write the PDF."""
    source, target, tags = sys.argv[1:]
    weasyprint.HTML(filename=source).write_pdf(target, pdf_tags=tags == "tagged")


if __name__ == "__main__":
    main()
