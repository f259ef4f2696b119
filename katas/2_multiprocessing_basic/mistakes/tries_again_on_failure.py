# check: exit_code
# misconception: tries-again

from multiprocessing import Process

TRIES = 3


def run_in_process(func):
    for _ in range(TRIES):
        process = Process(target=func)
        process.start()
        process.join()
        if process.exitcode == 0:
            break
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
