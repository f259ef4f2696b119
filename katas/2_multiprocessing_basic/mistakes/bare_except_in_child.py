# check: exit_code
# misconception: exit-caught-in-child

import sys
import traceback
from multiprocessing import Process


def work(func):
    try:
        func()
    except:
        traceback.print_exc()
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
