# kata: 1
# verdict: fail
"""Raises an error that a terminal would obey, of a hundred kilobytes."""



def run_in_thread(func):
    raise RuntimeError("\x1b[2J\x1b]0;mine\x07</td><script>" * 3_000)
