# check: exit_code
# misconception: result-for-exit-code

import multiprocessing
from multiprocessing import Pipe


def work(func, end):
    end.send(func())


def run_in_process(func):
    receiver, sender = Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(func, sender))
    process.start()
    sender.close()
    try:
        code = receiver.recv()
    except EOFError:
        code = 1
    process.join()
    return code


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
