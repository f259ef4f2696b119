# kata: 1
# verdict: timeout|crash|fail
# sandboxed: only
"""Makes a million files."""



def run_in_thread(func):
    for number in range(1_000_000):
        open(str(number), "w").close()
