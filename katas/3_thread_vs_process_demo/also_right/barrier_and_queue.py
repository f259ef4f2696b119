import multiprocessing
import queue
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Clock:
    begun: float = field(default_factory=time.perf_counter)

    def read(self) -> float:
        return time.perf_counter() - self.begun


def work(task, done):
    task()
    done.put(1)


def compare(task, copies):
    return {
        "threads": measure(threading.Thread, queue.Queue(), task, copies),
        "processes": measure(multiprocessing.Process, multiprocessing.Queue(), task, copies),
    }


def measure(cls, done, task, copies):
    clock = Clock()
    workers = [cls(target=work, args=(task, done)) for _ in range(copies)]
    for worker in workers:
        worker.start()
    for _ in workers:
        done.get()
    for worker in workers:
        worker.join()
    return clock.read()


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))
