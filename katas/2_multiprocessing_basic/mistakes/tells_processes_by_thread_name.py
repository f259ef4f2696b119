# check: runs_once
# misconception: thread-name-for-process

import multiprocessing
import threading


def work(func):
    if threading.current_thread().name == "MainThread":
        return  # still in the parent
    func()


def run_in_process(func):
    process = multiprocessing.Process(target=work, args=(func,))
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
