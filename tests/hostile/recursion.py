# kata: 1
# verdict: fail
"""Calls itself without end."""



def run_in_thread(func):
    return run_in_thread(func)
