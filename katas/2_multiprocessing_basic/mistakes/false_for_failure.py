# check: exit_code
# misconception: child-changes-its-end

import sys
from multiprocessing import Process


def work(func):
    done = func()
    if done is not None and not done:
        sys.exit(1)


def run_in_process(func):
    process = Process(target=work, args=(func,))
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
