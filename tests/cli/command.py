"""The command that tests of the command line run."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

PROGRAM = "from grader.cli.main import run; run()"
Kata = Callable[..., "subprocess.CompletedProcess[str]"]
"""What the fixture ``kata`` is."""
