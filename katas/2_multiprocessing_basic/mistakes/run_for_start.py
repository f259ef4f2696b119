# check: new_process
# misconception: run-instead-of-start

from multiprocessing import Process


def run_in_process(func):
    process = Process(target=func)
    process.run()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
