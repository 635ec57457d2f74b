"""One timed run of a command: wall time, CPU time and peak memory of the whole tree of its processes.

The kernel's own account (``wait4``) is exact for a process and for every child it has waited for. Engines of
several processes (browsers) are sampled besides: their memory is the sum of proportional set sizes (PSS), in
which a page that several processes share is counted once. The sampling needs Linux; elsewhere only the
kernel's account counts.

The process that measures has to stay small: a child inherits its parent's peak until it runs its own program,
so everything of size (texts, pages) is made and looked at by processes of its own.
"""

from __future__ import annotations

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
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        ended.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if not late.is_set():
            tree.kill()
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
        self._root = root
        self._cpu: dict[int, float] = {root: 0.0}
        #: Megabytes of the whole tree at its largest; 0 while it is a single process.
        self.peak = 0.0

    @property
    def cpu(self) -> float:
        """CPU seconds of all processes, each as it was when last seen."""
        return sum(self._cpu.values())

    def look(self) -> None:
        """Find new children, and note what each process has used."""
        waiting = list(self._cpu)
        alive = []
        while waiting:
            pid = waiting.pop()
            used = _used(pid)
            if used is None:
                continue
            alive.append(pid)
            self._cpu[pid] = used
            waiting += [child for child in _children(pid) if child not in self._cpu]
        if len(self._cpu) > 1:
            # Of one process the kernel keeps the peak itself, and to ask for PSS is not for nothing.
            self.peak = max(self.peak, sum(map(_pss, alive)))

    def kill(self) -> None:
        """End what is left of the tree, and nothing else: a session of its own was begun for it."""
        for pid in self._cpu:
            try:
                if os.getsid(pid) == self._root:
                    os.kill(pid, signal.SIGKILL)
            except OSError:
                continue


def _used(pid: int) -> float | None:
    """CPU seconds of a process by itself; None when it is gone."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    found = []
    for path in (_PROC / str(pid) / "task").glob("*/children"):
        try:
            found += [int(child) for child in path.read_text().split()]
        except OSError:
            continue
    return found


def _pss(pid: int) -> float:
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", (_PROC / str(pid) / "smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
