"""``edition`` with a clock round its typesetting step: python bench/ours.py CLOCK.json build DIR …

The program's own command line runs, in this process, as always. In CLOCK.json stands what the step from the
rendering (XHTML) to the PDF took of it, with the imports that it needs: that is what another typesetter is
given and does, while the command also reads, compiles, checks and renders the edition.
"""

from __future__ import annotations

import atexit
import json
import sys
import time
from pathlib import Path
from typing import Any

#: What it took to get this far: every typesetter's process has to start.
STARTED = time.process_time()


def main() -> None:
    """Run the command, which ends the process; the clock is written if something was typeset."""
    import edition.print
    from edition import cli

    make = edition.print.make
    clock: dict[str, float] = {}

    def timed(*arguments: Any, **named: Any) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            return make(*arguments, **named)
        finally:
            clock["wall"] = time.perf_counter() - wall
            clock["cpu"] = time.process_time() - cpu + STARTED

    edition.print.make = timed
    target = Path(sys.argv.pop(1))
    # The command ends the process itself. Without its clock a run counts as failed.
    atexit.register(lambda: target.write_text(json.dumps(clock)) if clock else None)
    cli.main()


if __name__ == "__main__":
    main()
