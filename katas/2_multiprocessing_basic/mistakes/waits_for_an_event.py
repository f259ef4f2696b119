# check: waits_by_join
# misconception: message-instead-of-join

import multiprocessing


def work(func, done):
    try:
        func()
    finally:
        done.set()


def run_in_process(func):
    done = multiprocessing.Event()
    process = multiprocessing.Process(target=work, args=(func, done))
    process.start()
    done.wait()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
