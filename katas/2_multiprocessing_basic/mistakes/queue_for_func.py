# check: runs_once
# misconception: arguments-nobody-asked-for

import multiprocessing


def run_in_process(func):
    results = multiprocessing.Queue()
    process = multiprocessing.Process(target=func, args=(results,))
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
