# check: runs_as_script
# misconception: no-main-guard

import math
from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    with ProcessPoolExecutor() as pool:
        return list(pool.map(func, data))


batch = [30, 10, 20, 10]
print("scores:", map_in_pool(math.factorial, batch))
