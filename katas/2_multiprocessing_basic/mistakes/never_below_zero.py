# check: exit_code
# misconception: exit-code-retold

import multiprocessing


def run_in_process(func):
    process = multiprocessing.Process(target=func)
    process.start()
    process.join()
    return abs(process.exitcode)


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
