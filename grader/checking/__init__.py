"""Running a kata's hidden checks over what was observed, and building the report.

A kata's ``checks.py`` imports what it needs from here; its fixtures come from the plugin.
"""

from grader.checking.blame import Blame
from grader.checking.failure import CheckFailed, inconclusive
from grader.checking.seen import Seen
from grader.observe.machine import start_methods, usable_cpus
from grader.observe.protocol import Opaque
from grader.observe.request import Hold, Job, Task

__all__ = [
    "Blame",
    "CheckFailed",
    "Hold",
    "Job",
    "Opaque",
    "Seen",
    "Task",
    "inconclusive",
    "start_methods",
    "usable_cpus",
]
