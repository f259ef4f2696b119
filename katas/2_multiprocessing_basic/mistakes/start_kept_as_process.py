# check: exit_code
# misconception: start-returns-none

from multiprocessing import Process


def run_in_process(func):
    process = Process(target=func).start()
    while process.exitcode is None:
        process.join(1)
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
