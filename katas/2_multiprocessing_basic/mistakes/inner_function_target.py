# check: every_start_method
# misconception: lambda-to-a-process

import multiprocessing


def run_in_process(func):
    def work():
        print("starting", func.__name__)
        func()
        print("done")

    process = multiprocessing.Process(target=work)
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
