# check: runs_once
# misconception: start-method-set-twice

import multiprocessing


def run_in_process(func):
    multiprocessing.set_start_method("spawn")
    process = multiprocessing.Process(target=func)
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
