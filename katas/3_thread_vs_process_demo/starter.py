"""Kata 3: the same work in threads and in processes, and how long each of the two takes."""


def compare(task, copies):
    """Return the seconds that copies calls of task() take in threads, and in processes."""
    raise NotImplementedError(
        "compare is still empty: begin with `import multiprocessing` and `import threading` at "
        "the top of this file, and read time.perf_counter() here before you start a first thread"
    )


def compute():
    """Stand in for a step of a pipeline that computes."""
    sum(number * number for number in range(300_000))


if __name__ == "__main__":
    times = compare(compute, 2)
    print(f"{times['threads']:.2f} s in threads, {times['processes']:.2f} s in processes")
