# check: runs_once
# misconception: called-again-for-result

from multiprocessing import Process


def run_in_process(func):
    process = Process(target=func)
    process.start()
    process.join()
    if process.exitcode == 0:
        print("the result is", func())
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
