# kata: 1
# verdict: timeout
"""Never comes back from the call."""



def run_in_thread(func):
    while True:
        pass
