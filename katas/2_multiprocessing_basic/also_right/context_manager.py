import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def running(func: Callable[[], object]) -> Iterator[multiprocessing.Process]:
    process = multiprocessing.Process(target=func)
    process.start()
    try:
        yield process
    finally:
        process.join()


def run_in_process(func: Callable[[], object]) -> int | None:
    with running(func) as process:
        print("working in", process.name)
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
