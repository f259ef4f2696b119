# check: every_start_method
# misconception: no-main-guard

import multiprocessing


def work(func):
    func()


def run_in_process(func):
    process = multiprocessing.Process(target=work, args=(func,))
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


code = run_in_process(resize_images)
print("exit code", code)
