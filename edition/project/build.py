"""The recipe: from an edition's folder to its products.

load → compile → check → render → e-book, pages, TEI, one web page → report. Every step adds to one list of
findings; an error stops before the next step, and nothing is written before everything is made.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from edition import resources, tei
from edition.diagnostics import Findings, Place, Unusable
from edition.print.impose import Scheme
from edition.print.layout import NotePlace, Writing
from edition.project import config, dates, ebook, output, parallel
from edition.project import folder as files
from edition.project.compile import Compiled, compile_with
from edition.project.config import Edition
from edition.project.rendering import rendering as rendering_of
from edition.project.report import Output, Report, dump

if TYPE_CHECKING:
    from edition.print.recipe import Pdf
    from edition.render import Rendering
    from edition.render.parallel import Parallel

#: Told the name of each step as it begins.
Progress = Callable[[str], None]
REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for in place of edition.toml; None and empty leave it to the file."""

    formats: tuple[str, ...] = ()
    writing: Writing | None = None
    notes: Mapping[str, NotePlace] = field(default_factory=dict)
    variant: str | None = None
    #: Annotations that have no place are printed in a list, and stop nothing.
    list_unplaced: bool = False
    scheme: Scheme | None = None
    #: How the book looks, in place of the file's theme.
    theme: str = ""
    #: A proof to correct by in place of the PDF.
    draft: bool = False

    def on(self, edition: Edition) -> Edition:
        """The edition as it is wished."""
        layout = dataclasses.replace(
            edition.layout,
            writing=self.writing or edition.layout.writing,
            notes={**edition.layout.notes, **self.notes},
        )
        formats = self.formats or edition.formats
        if self.scheme is not None and "pdf" not in formats:
            # What is put on sheets are the PDF's pages.
            formats = (*formats, "pdf")
        return dataclasses.replace(
            edition,
            layout=layout,
            formats=formats,
            variant=self.variant or edition.variant,
            draft=self.draft,
            scheme=self.scheme or edition.scheme,
        )


@dataclass(frozen=True, slots=True)
class _Product:
    data: bytes
    pages: int = 0


def build(folder: Path, out: Path, wishes: Wishes | None = None, progress: Progress | None = None) -> Report:
    """Build the edition in ``folder`` into ``out``/<slug>/; a failed build leaves that as it was."""
    say = progress or (lambda _: None)
    findings = Findings()
    edition: Edition | None = None
    ledger: Mapping[str, int] = {}
    made: list[Output] = []
    unresolved: list[dict[str, str]] = []
    try:
        say("reading")
        wishes = wishes or Wishes()
        edition = wishes.on(config.load(folder, findings, theme=wishes.theme, writing=wishes.writing))
        target = output.demand(out, edition.slug, folder, findings)
        moment = dates.of_build(edition.date, findings)
        style = files.style(folder, findings)

        say("compiling")
        from edition.render.notes import without_notes

        compiled = compile_with(edition, findings, list_unplaced=wishes.list_unplaced)
        ledger = compiled.ledger
        unresolved = without_notes(compiled.root)
        _stop_at_errors(findings)

        say("rendering")
        from edition.render import index
        from edition.render.around import around

        other = parallel.second(compiled, findings)
        marked, entries = index.mark(compiled.root, edition.matter, findings)
        rendering = rendering_of(dataclasses.replace(compiled, root=marked), findings)
        rendering = around(rendering, edition.matter, entries)
        texts = parallel.together(compiled, other, rendering, findings) if other is not None else None
        # Where nothing is on pages, the other text follows this one, document by document.
        flowing = parallel.woven(texts) if texts is not None else rendering
        _stop_at_errors(findings)

        pictures: Mapping[str, bytes] = {}
        if {"epub", "pdf"}.intersection(edition.formats):
            pictures = _pictures(compiled, flowing.images, findings)
        pages: Pdf | None = None
        if _asks_for_pages(edition, rendering):
            say("pages")
            pages = _pages(compiled, rendering, texts, style, pictures, moment, findings)
        products: dict[str, _Product] = {}
        for format_ in edition.formats:
            say(format_)
            draft = "-draft" if edition.draft and format_ == "pdf" else ""
            name = f"{edition.slug}{draft}.{_SUFFIXES[format_]}"
            products[name] = _make(format_, compiled, flowing, style, pictures, pages, moment, findings)
        if pages is not None and "pdf" in edition.formats:
            whole = edition.slug + ("-draft" if edition.draft else "")
            pieces = {f"{whole}-{at}": one for at, one in enumerate(pages.pieces, 1)}
            products |= {f"{name}.pdf": _Product(one.data, one.pages) for name, one in pieces.items()}
            if edition.scheme is not None:
                say("imposing")
                for name, data in {
                    whole: pages.data,
                    **{name: one.data for name, one in pieces.items()},
                }.items():
                    products |= _imposed(edition, name, edition.scheme, data, findings)
        _stop_at_errors(findings)

        say("writing")
        made = [_output(name, product) for name, product in products.items()]
        report = Report(
            edition.slug, str(folder), edition.kept(findings), ledger, made, unresolved=unresolved
        )
        contents = {name: product.data for name, product in products.items()}
        contents[REPORT] = dump(report.as_json()).encode()
        output.replace(target, contents, findings)
    except Unusable:
        made = []
    kept = edition.kept(findings) if edition is not None else findings
    return Report(files.slug(folder), str(folder), kept, ledger, made, unresolved=unresolved)


_SUFFIXES = {"epub": "epub", "pdf": "pdf", "tei": "xml", "html": "html", "onix": "onix.json"}


def _make(
    format_: str,
    compiled: Compiled,
    rendering: Rendering,
    style: str,
    pictures: Mapping[str, bytes],
    pages: Pdf | None,
    moment: datetime.datetime,
    findings: Findings,
) -> _Product:
    """One product; the libraries that it needs are loaded only now. ``pages`` are those of our print."""
    if format_ == "pdf":
        assert pages is not None
        return _Product(pages.data, pages.pages)
    if format_ == "tei":
        return _Product(tei.serialize(compiled.root))
    if format_ == "html":
        from edition.render import single_page

        css = [resources.style("text.css"), resources.style("html.css"), style]
        return _Product(single_page(rendering, "\n".join(css)))
    if format_ == "onix":
        return _Product(ebook.onix(compiled, rendering, pages, moment, findings))
    fonts = _fonts(compiled.edition, findings)
    return _Product(ebook.epub(compiled, rendering, style, pictures, fonts, pages, moment, findings))


def _asks_for_pages(edition: Edition, rendering: Rendering) -> bool:
    """Whether pages have to be laid out: for the PDF, and for an e-book of a source that has no numbered pages.

    So the e-book is the same whether a PDF is made with it or not.
    """
    marks = {"epub", "onix"}.intersection(edition.formats) and ebook.wants_print_pages(edition, rendering)
    return "pdf" in edition.formats or bool(marks)


def _pages(
    compiled: Compiled,
    rendering: Rendering,
    texts: Parallel | None,
    style: str,
    pictures: Mapping[str, bytes],
    moment: datetime.datetime,
    findings: Findings,
) -> Pdf | None:
    """The printed pages; without a PDF, what is wrong with them stops no e-book: it has no list of pages then."""
    from edition.print import make
    from edition.print.delivery import Delivery

    edition = compiled.edition
    bare = "pdf" not in edition.formats
    told = Findings() if bare else findings
    try:
        return make(
            rendering,
            edition.layout,
            told,
            user_css=f"{edition.theme_css}\n{style}" if edition.theme_css else style,
            delivery=Delivery(
                edition.variant,
                _profile(edition, told),
                edition.profile.condition,
                moment,
                tei.serialize(compiled.root) if edition.variant else b"",
                f"{edition.slug}.xml",
                edition.draft,
            ),
            matter=edition.matter,
            fonts=_fonts(edition, told),
            images=pictures,
            criticism=edition.apparatus,
            parallel=(texts, parallel.manner(compiled)) if texts is not None else None,
            bare=bare,
            split=edition.split,
        )
    except Unusable:
        if not bare:
            raise
        return None


def _imposed(
    edition: Edition, name: str, scheme: Scheme, pdf: bytes, findings: Findings
) -> dict[str, _Product]:
    """The pages of a PDF of that name on sheets, and the picture to fold and check by."""
    from edition.print.impose import impose

    made = impose(pdf, scheme, edition.sheets, findings, Place(files.CONFIG))
    name = f"{name}-{scheme}"
    return {
        f"{name}.pdf": _Product(made.data, made.sides),
        f"{name}-check.pdf": _Product(made.picture, made.picture_pages),
    }


def _fonts(edition: Edition, findings: Findings) -> dict[str, bytes]:
    """The edition's own fonts by role."""
    return {role: _read(edition, name, findings) for role, name in edition.fonts.items()}


def _read(edition: Edition, name: str, findings: Findings) -> bytes:
    """A file that edition.toml names."""
    return files.read(edition.folder, name, findings, Place(files.CONFIG))


def _profile(edition: Edition, findings: Findings) -> bytes:
    """The ICC profile that edition.toml names, if the PDF needs one."""
    name = edition.profile.file
    path = files.profile_path(edition.folder, name) if name and edition.variant else None
    return files.read_file(path, name, findings, Place(files.CONFIG), "CFG-008") if path else b""


def _pictures(compiled: Compiled, names: list[str], findings: Findings) -> dict[str, bytes]:
    """The pictures that the text names, as far as the edition has them; CFG-007 for one outside of it."""
    found = {}
    for name in names:
        # In a reader, a picture's path begins with the name of its text.
        folder, path = compiled.edition.folder, unquote(name)
        text, _, rest = path.partition("/")
        if text in compiled.folders:
            folder, path = compiled.folders[text], rest
        there = files.inside(folder, path)
        if there is None or there.is_file():
            with contextlib.suppress(Unusable):
                found[name] = files.read(folder, path, findings, Place(files.TEXT))
    return found


def _stop_at_errors(findings: Findings) -> None:
    if findings.errors:
        raise Unusable(findings.errors[0].message)


def _output(name: str, product: _Product) -> Output:
    return Output(name, hashlib.sha256(product.data).hexdigest(), product.pages)
