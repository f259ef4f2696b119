from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, wait
from time import monotonic, sleep


def compare(task: callable, copies: int) -> dict[str, float]:
    seconds = {}
    for name, cls in [("threads", ThreadPoolExecutor), ("processes", ProcessPoolExecutor)]:
        with cls(copies) as pool:
            # the workers are started by submit, not by the constructor
            begin = monotonic()
            wait({pool.submit(task) for _ in range(copies)})
            seconds[name] = monotonic() - begin
    return seconds


def fetch():
    sleep(0.05)


if __name__ == "__main__":
    print(compare(fetch, 2))
