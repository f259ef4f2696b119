"""Running a learner's code in a process of its own, and seeing what it does.

The parent's side stands in this folder; what runs inside the learner's process, in ``inside/``.
The two share ``protocol.py`` and nothing else.
"""
