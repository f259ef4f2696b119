# check: new_process
# misconception: output-not-evidence

import multiprocessing


def idle():
    pass


def run_in_process(func):
    process = multiprocessing.Process(target=idle)
    process.start()
    process.join()
    func()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
