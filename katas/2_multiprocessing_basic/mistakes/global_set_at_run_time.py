# check: every_start_method
# misconception: runtime-global-in-worker

import multiprocessing

job = None


def work():
    job()


def run_in_process(func):
    global job
    job = func
    process = multiprocessing.Process(target=work)
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
