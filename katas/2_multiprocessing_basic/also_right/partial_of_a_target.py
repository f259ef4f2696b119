import functools
import multiprocessing
import time


def timed(func, label):
    begun = time.perf_counter()
    try:
        func()
    finally:
        print(label, "took", time.perf_counter() - begun, "seconds")


def run_in_process(func):
    process = multiprocessing.Process(target=functools.partial(timed, func, label="the job"))
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
