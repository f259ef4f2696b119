# check: runs_as_script
# misconception: no-main-guard

import math
from concurrent.futures import ProcessPoolExecutor


def crunch_all(crunch, numbers):
    with ProcessPoolExecutor() as pool:
        return list(pool.map(crunch, numbers))


print("factorials:", crunch_all(math.factorial, [30, 10, 20, 10]))
