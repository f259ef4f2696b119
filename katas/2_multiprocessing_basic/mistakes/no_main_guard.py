# check: runs_as_script
# misconception: no-main-guard

from multiprocessing import Process


def run_in_process(func):
    process = Process(target=func)
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


print("exit code", run_in_process(resize_images))
