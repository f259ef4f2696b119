"""Run a command beside CPU hogs: a busy machine, made to order.

    python tests/bench/hogs.py 8 kata pack check --repeat 50

starts eight processes that do nothing but compute, runs the command, and ends them.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def hogs(count: int) -> Iterator[None]:
    """Keep so many processes busy."""
    started = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for hog in started:
            hog.kill()
            hog.wait()


if __name__ == "__main__":
    with hogs(int(sys.argv[1])):
        status = subprocess.run(sys.argv[2:], check=False).returncode
    sys.exit(status)
