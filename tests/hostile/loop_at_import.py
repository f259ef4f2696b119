# kata: 1
# verdict: timeout
"""Never comes to its end when it is imported."""



def run_in_thread(func):
    func()


while True:
    pass
