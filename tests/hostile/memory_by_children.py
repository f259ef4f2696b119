# kata: 1
# verdict: crash|timeout
# sandboxed: only
"""Has children that take a gigabyte each."""

import os
import select


def run_in_thread(func):
    for _ in range(12):
        if os.fork() == 0:
            kept = bytearray(b'x') * (1 << 30)
            select.select([], [], [], 20)
            os._exit(len(kept) % 2)
    select.select([], [], [], 20)
