# check: new_process
# misconception: run-instead-of-start

import multiprocessing


def run_in_process(func):
    p = multiprocessing.Process(target=func)
    p.run()
    return p.exitcode or 0


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
