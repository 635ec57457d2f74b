"""One timed run of a command: wall time, CPU time and peak memory of the whole tree of its processes.

The kernel's own account (``wait4``) is exact for a process and for every child it has waited for. Engines of
several processes (browsers) are sampled besides: their memory is the sum of proportional set sizes (PSS), in
which a page that several processes share is counted once. The sampling needs Linux; elsewhere only the
kernel's account counts.

The process that measures has to stay small: a child inherits its parent's peak until it runs its own program,
so everything of size (texts, pages) is made and looked at by processes of its own.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Seconds between two looks at the tree.
INTERVAL = 0.2
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Run:
    """One run. Seconds; megabytes (2^20 bytes); ``code`` is the exit code, None where the time was up."""

    wall: float
    cpu: float
    peak: float
    code: int | None

    @property
    def good(self) -> bool:
        """The command ended by itself, and well."""
        return self.code == 0


def run(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    log: Path,
    limit: float = 1800,
) -> Run:
    """Run a command and wait for it; what it prints goes into ``log``. After ``limit`` seconds it is killed.

    Raises OSError when there is no such program.
    """
    with log.open("wb") as printed:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )
        tree = _Tree(process.pid)
        ended = threading.Event()
        late = threading.Event()

        def watch() -> None:
            while not ended.wait(INTERVAL):
                tree.look()
                if time.perf_counter() - begin > limit:
                    late.set()
                    tree.kill()
                    return

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begin
            # Its number is free again, and may be another's.
            tree.gone.add(process.pid)
        finally:
            # Also where somebody interrupts: nothing that was started is left behind.
            ended.set()
            watcher.join()
            tree.kill()
        process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(
        wall,
        max(usage.ru_utime + usage.ru_stime, tree.cpu),
        max(usage.ru_maxrss * unit / 2**20, tree.peak),
        None if late.is_set() else process.returncode,
    )


class _Tree:
    """The processes that a process started, as far as they were seen."""

    def __init__(self, root: int) -> None:
        #: When each began, by the system's clock, since a number may be given again; and its CPU seconds.
        self._began = {root: _stat(root)[0]}
        self._cpu = {root: 0.0}
        #: Those that have been waited for.
        self.gone: set[int] = set()
        #: Megabytes of the whole tree at its largest; 0 while it is a single process.
        self.peak = 0.0

    @property
    def cpu(self) -> float:
        """CPU seconds of all processes, each as it was when last seen."""
        return sum(self._cpu.values())

    def look(self) -> None:
        """Find new children, and note what each process has used."""
        waiting = list(self._began)
        alive = []
        while waiting:
            pid = waiting.pop()
            began, used = _stat(pid)
            if not began or began != self._began.setdefault(pid, began):
                continue
            alive.append(pid)
            self._cpu[pid] = used
            waiting += [child for child in _children(pid) if child not in self._began]
        if len(self._began) > 1:
            # Of one process the kernel keeps the peak itself, and to ask for PSS is not for nothing.
            self.peak = max(self.peak, sum(map(_pss, alive)))

    def kill(self) -> None:
        """End what is left of the tree, and nothing else. Without /proc this is the first process alone."""
        for pid, began in self._began.items():
            if pid not in self.gone and _stat(pid)[0] == began:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)


def _stat(pid: int) -> tuple[int, float]:
    """When a process began (0 when it is gone, or where there is no /proc), and its own CPU seconds."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, 0.0
    return int(fields[19]), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    """What each of its threads has started; a process or thread may end while we look."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(_PROC / str(pid) / "task"):
            with contextlib.suppress(OSError):
                children = (_PROC / str(pid) / "task" / thread / "children").read_text()
                found += map(int, children.split())
    return found


def _pss(pid: int) -> float:
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", (_PROC / str(pid) / "smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
