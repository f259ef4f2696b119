# check: exit_code
# misconception: exceptions-stay-in-thread

from multiprocessing import Process
from threading import Thread


def work(func):
    thread = Thread(target=func)
    thread.start()
    thread.join()


def run_in_process(func):
    process = Process(target=work, args=(func,))
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
