# kata: 8
# verdict: fail
"""Returns what cannot be pickled."""



def map_in_pool(func, data):
    return [lambda: 1 for _ in data]
