# check: waits_by_join
# misconception: daemon-process-not-joined

import multiprocessing


def run_in_process(func):
    process = multiprocessing.Process(target=func, daemon=True)
    process.start()
    return process.exitcode or 0


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
