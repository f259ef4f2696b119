import multiprocessing
import threading
import time


class Runner(threading.Thread):
    def __init__(self, task):
        super().__init__(daemon=True)
        self.task = task

    def run(self):
        self.task()


class ProcessRunner(multiprocessing.Process):
    def __init__(self, task):
        super().__init__()
        self.task = task

    def run(self):
        self.task()


class Stopwatch:
    def __enter__(self):
        self.start = time.monotonic()
        return self

    def __exit__(self, *exc):
        self.seconds = time.monotonic() - self.start


def compare(task, copies):
    seconds = {}
    for name, cls in (("threads", Runner), ("processes", ProcessRunner)):
        with Stopwatch() as watch:
            runners = [cls(task) for _ in range(copies)]
            for runner in runners:
                runner.start()
            while any(runner.is_alive() for runner in runners):
                for runner in runners:
                    runner.join(timeout=0.05)
        seconds[name] = watch.seconds
    return seconds


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))
