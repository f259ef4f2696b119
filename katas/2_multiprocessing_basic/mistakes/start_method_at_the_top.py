# check: runs_as_script
# misconception: start-method-set-twice

import multiprocessing

multiprocessing.set_start_method("spawn")


def run_in_process(func):
    process = multiprocessing.Process(target=func)
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
