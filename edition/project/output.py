"""Putting products in their place, all or none.

A new folder is filled beside the old one and takes its name only when it is complete. What stands in the old
folder and is not made again, an editor's own file or a product that was not asked for this time, is kept.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from edition.diagnostics import Findings, Place
from edition.project import folder as files


def demand(out: Path, slug: str, edition: Path, findings: Findings) -> Path:
    """The folder for an edition's products, ``<out>/<slug>``; raises Unusable after CFG-013.

    It may be missing. It may not be the edition itself or hold it, nor a file.
    """
    target = out / slug
    shown = Place(str(target))
    here, there = edition.resolve(), target.resolve()
    if here == there or there in here.parents:
        message = f"{target} is where the edition itself stands"
        raise findings.fatal("CFG-013", message, shown, "name another folder with -o")
    for path in (target, *target.parents):
        if path.exists() and not path.is_dir():
            raise findings.fatal(
                "CFG-013", f"{path} is a file, not a folder", shown, "name another folder with -o"
            )
    return target


def replace(target: Path, products: Mapping[str, bytes], findings: Findings) -> None:
    """Make ``target`` hold ``products`` (name to bytes); raises Unusable after CFG-014 when it cannot.

    Until the last moment the old folder stays as it was.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    try:
        fresh.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(fresh, ignore_errors=True)
        _fill(fresh, target, products)
        _swap(fresh, target, old)
    except OSError as fault:
        shutil.rmtree(fresh, ignore_errors=True)
        reason = fault.strerror or str(fault)
        message = f"{target} cannot be written: {reason}"
        hint = "check the folder's rights and the space on the disk"
        raise findings.fatal("CFG-014", message, Place(str(target)), hint) from None
    shutil.rmtree(old, ignore_errors=True)


def _fill(fresh: Path, target: Path, products: Mapping[str, bytes]) -> None:
    if target.is_dir():
        made = set(products)

        def skip(folder: str, names: list[str]) -> set[str]:
            return made.intersection(names) if Path(folder) == target else set()

        shutil.copytree(target, fresh, symlinks=True, ignore=skip, copy_function=_link)
    else:
        fresh.mkdir()
    for name, data in products.items():
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _link(source: str, destination: str) -> None:
    """A second name for a kept file where the disk can do that, else a copy."""
    try:
        os.link(source, destination)
    except OSError:
        shutil.copy2(source, destination)


def _swap(fresh: Path, target: Path, old: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        raise


def complete(folder: Path, contents: Mapping[str, bytes], findings: Findings) -> None:
    """Write the files of an edition: a new folder as a whole, in one that is there all files or none.

    Raises Unusable after CFG-007 (a link out of the folder) or CFG-014; then nothing was changed.
    """
    if not folder.exists():
        replace(folder, contents, findings)
        return
    paths: dict[Path, bytes] = {}
    for name, data in contents.items():
        path = files.inside(folder, name)
        if path is None:
            message = f"{name} lies outside of the edition's folder"
            raise findings.fatal("CFG-007", message, Place(name), "remove the link")
        if not path.is_file() or path.read_bytes() != data:
            paths[path] = data
    fresh = {path: path.with_name(f".{path.name}.{os.getpid()}.new") for path in paths}
    path = folder
    try:
        # Whatever can fail, a full disk above all, fails before the first file is in its place.
        for path, data in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh[path].write_bytes(data)
            if path.is_dir():
                raise IsADirectoryError(0, "it is a folder")
        for path in paths:
            fresh[path].replace(path)
    except OSError as fault:
        for one in fresh.values():
            one.unlink(missing_ok=True)
        reason = fault.strerror or str(fault)
        message = f"{path} cannot be written: {reason}"
        raise findings.fatal("CFG-014", message, Place(str(path)), "check the folder's rights") from None
