# check: runs_once
# misconception: state-kept-between-calls

import multiprocessing

process = None


def run_in_process(func):
    global process
    if process is None:
        process = multiprocessing.Process(target=func)
        process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
