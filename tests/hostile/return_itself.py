# kata: 8
# verdict: fail
"""Returns a list that is in itself."""



RING = []
RING.append(RING)


def map_in_pool(func, data):
    return RING
