# kata: 8
# verdict: fail|crash
"""Returns ten million numbers."""



def map_in_pool(func, data):
    return list(range(10_000_000))
