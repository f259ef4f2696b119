# check: new_process
# misconception: thread-for-process

import threading


def run_in_process(func):
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()
    return 0


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
