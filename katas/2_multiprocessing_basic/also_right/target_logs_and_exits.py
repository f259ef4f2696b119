import logging
import multiprocessing
import sys


def work(func):
    try:
        func()
    except Exception:
        logging.exception("the job failed")
        sys.exit(1)


def run_in_process(func):
    process = multiprocessing.Process(target=work, kwargs={"func": func})
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
