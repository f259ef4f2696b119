# check: exit_code
# misconception: called-again-for-result

import traceback
from multiprocessing import Process


def run_in_process(func):
    process = Process(target=func)
    process.start()
    process.join()
    if process.exitcode == 1:
        try:
            func()
        except Exception:
            traceback.print_exc()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
