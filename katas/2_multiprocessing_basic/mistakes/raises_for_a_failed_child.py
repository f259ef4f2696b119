# check: exit_code
# misconception: raises-for-exit-code

import multiprocessing


def run_in_process(func):
    process = multiprocessing.Process(target=func)
    process.start()
    process.join()
    if process.exitcode != 0:
        raise RuntimeError(f"the job failed with {process.exitcode}")
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
