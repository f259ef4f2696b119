# check: waits_by_join
# misconception: another-wait-for-join

import multiprocessing
import os


def run_in_process(func):
    process = multiprocessing.Process(target=func)
    process.start()
    _, status = os.waitpid(process.pid, 0)
    return os.waitstatus_to_exitcode(status)


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
