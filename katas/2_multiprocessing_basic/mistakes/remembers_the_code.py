# check: runs_once
# misconception: state-kept-between-calls

from functools import lru_cache
from multiprocessing import Process


@lru_cache
def run_in_process(func):
    process = Process(target=func)
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
