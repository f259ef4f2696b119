# check: new_process
# misconception: fork-by-hand

import os


def run_in_process(func):
    pid = os.fork()
    if pid == 0:
        try:
            func()
        except Exception:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
