"""The programs that open e-books in a browser: node, the packages of ``browser/package.json``, Chromium.

``.ci/setup test`` installs the packages into ``browser`` in the Python environment. Where one of the three is
missing, the test that needs it is skipped and says which.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent / "browser"
PACKAGES = Path(sys.prefix) / "browser" / "node_modules"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def run(script: Path, arguments: list[str], cwd: Path, timeout: float) -> str:
    """What a program of node prints; the test is skipped where it cannot run."""
    node = shutil.which("node", path=os.pathsep.join([str(Path(sys.prefix) / "bin"), os.environ["PATH"]]))
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if node is None:
        pytest.skip("needs node")
    if browser is None:
        pytest.skip("needs Chromium")
    if not PACKAGES.is_dir():
        pytest.skip("needs the packages of tests/epub/browser, which .ci/setup test installs where npm is")
    environment = {
        **os.environ,
        "PUPPETEER_EXECUTABLE_PATH": browser,
        # Containers have a small /dev/shm, and machines that do much else are slow to start a browser.
        "CHROMIUM_FLAGS": "--disable-dev-shm-usage",
        "ACE_TIMEOUT_INITIAL": "60000",
    }
    done = subprocess.run(
        [node, str(script), *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
