"""Reading an edition's files, and nothing else: what lies outside of its folder is never opened.

This room is the only one below the command line that opens files.
"""

from __future__ import annotations

from pathlib import Path

from edition.diagnostics import Findings, Place

#: More than any text: a file beyond it was named by mistake.
_LIMIT = 256 * 1024 * 1024

CONFIG = "edition.toml"
TEXT = "text.xml"
SOURCE = "source"
#: What the name of a file in source/ is continued with to name its ledger.
LEDGER = ".ledger.tsv"
LAYERS = "layers"
#: Works that notes may cite, as CSL-JSON and as BibTeX.
BIBLIOGRAPHIES = ("bibliography.json", "bibliography.bib")
#: The JSON Schema of layers, for editors of text.
SCHEMA = "layer.schema.json"
STYLE = "style.css"
#: Where systems keep ICC profiles.
PROFILES = ("/usr/share/color/icc", "/usr/local/share/color/icc", "/Library/ColorSync/Profiles")


def slug(folder: Path) -> str:
    """The edition's short name: its folder's."""
    return folder.resolve().name or "edition"


def demand(folder: Path, findings: Findings) -> None:
    """Raise Unusable, after CFG-001, when there is no edition in ``folder``."""
    shown = str(folder)
    if folder.is_file():
        hint = (
            "name the edition's folder" if folder.name == CONFIG else "make an edition of it: edition ingest"
        )
        raise findings.fatal(
            "CFG-001", f"{shown} is a file, not the folder of an edition", Place(shown), hint
        )
    if not folder.is_dir():
        raise findings.fatal("CFG-001", f"there is no folder {shown}", Place(shown), "check the path")
    if not (folder / CONFIG).is_file():
        hint = "make one: edition ingest FILE -o DIR, or edition new DIR"
        raise findings.fatal("CFG-001", f"{shown} is not an edition: it has no {CONFIG}", Place(shown), hint)


def inside(folder: Path, name: str) -> Path | None:
    """The path of a file of the edition; None when it would lead out of the folder, by ``..`` or a link."""
    root = folder.resolve()
    try:
        path = (root / name).resolve()
    except (OSError, ValueError, RuntimeError):
        # A NUL in the name, a loop of links.
        return None
    return path if path == root or root in path.parents else None


def read(folder: Path, name: str, findings: Findings, where: Place | None = None) -> bytes:
    """The bytes of a file of the edition.

    ``where`` is the place that named it. Raises Unusable after CFG-007 (outside of the folder) or CFG-008
    (cannot be read).
    """
    place = where or Place(name)
    path = inside(folder, name)
    if path is None:
        hint = "an edition reads only what is in its own folder: copy the file there"
        raise findings.fatal("CFG-007", f"{name} lies outside of the edition's folder", place, hint)
    return read_file(path, name, findings, place, "CFG-008")


def read_file(path: Path, name: str, findings: Findings, place: Place, code: str) -> bytes:
    """The bytes of a file; raises Unusable after a finding with ``code`` when it cannot be read."""
    try:
        if path.is_dir():
            raise findings.fatal(code, f"{name} is a folder", place, "name a file")
        if not path.exists():
            raise findings.fatal(code, f"there is no file {name}", place, "check the name")
        if not path.is_file():
            raise findings.fatal(code, f"{name} is not a plain file", place, "name a plain file")
        if path.stat().st_size > _LIMIT:
            raise findings.fatal(code, f"{name} is larger than 256 MB", place, "is it the right file?")
        return path.read_bytes()
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise findings.fatal(
            code, f"{name} cannot be read: {reason}", place, "check the file's rights"
        ) from None


def profile_path(folder: Path, name: str) -> Path | None:
    """The file of an ICC profile: one of the edition's, or by its bare name one that the system has for all programs."""
    own = inside(folder, name)
    if own is not None and own.is_file():
        return own
    if "/" in name or "\\" in name or not name.lower().endswith((".icc", ".icm")):
        return None
    return next(
        (path for place in PROFILES for path in sorted(Path(place).rglob(name)) if path.is_file()), None
    )


def layer_names(folder: Path, findings: Findings) -> list[str]:
    """The layers' names in the order in which they are applied: by name. CFG-007 when they lie elsewhere."""
    layers = inside(folder, LAYERS)
    if layers is None:
        hint = "an edition reads only what is in its own folder: copy the layers there"
        findings.error("CFG-007", f"{LAYERS} lies outside of the edition's folder", Place(LAYERS), hint)
    if layers is None or not layers.is_dir():
        return []
    names = (path.name for path in layers.iterdir() if path.suffix in (".yaml", ".yml"))
    return [f"{LAYERS}/{name}" for name in sorted(names) if not name.startswith(".")]


def style(folder: Path, findings: Findings) -> str:
    """The edition's own rules, "" when it has none; raises Unusable after CFG-007, -008 or -016.

    What cannot be read in them is told (CFG-018, CFG-019).
    """
    path = inside(folder, STYLE)
    if path is not None and not path.exists():
        return ""
    data = read(folder, STYLE, findings)
    try:
        css = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        where = Place(STYLE, data.count(b"\n", 0, fault.start) + 1)
        raise findings.fatal("CFG-016", f"{STYLE} is not UTF-8 text", where, "save it as UTF-8") from None
    # Most editions have none, and need no reader of CSS.
    from edition.project import stylesheet

    stylesheet.check(css, STYLE, findings)
    return css
