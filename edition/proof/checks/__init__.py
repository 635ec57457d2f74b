"""The checks, a module for each part of the list; each looks at the whole book and fills the tally."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from edition.proof.book import Book
from edition.proof.checks.adjustment import check_adjustment
from edition.proof.checks.breaking import check_breaking
from edition.proof.checks.file import check_file, check_order
from edition.proof.checks.inline import check_inline
from edition.proof.checks.notes import check_notes
from edition.proof.checks.page import check_binding, check_page
from edition.proof.checks.ruby import check_ruby
from edition.proof.model import Tally

#: What is asked of each text, in the order of the list.
CHECKS_OF_TEXT: Final[tuple[Callable[[Book, Tally], None], ...]] = (
    check_adjustment,
    check_breaking,
    check_ruby,
    check_inline,
    check_page,
    check_notes,
    check_order,
)
#: And of the document as a whole.
CHECKS_OF_FILE: Final[tuple[Callable[[Book, Tally], None], ...]] = (check_binding, check_file)
