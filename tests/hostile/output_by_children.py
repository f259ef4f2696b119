# kata: 1
# verdict: crash
"""Has a child print without end."""

import subprocess


def run_in_thread(func):
    subprocess.run(["yes"], check=False)
