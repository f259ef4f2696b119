# check: exit_code
# misconception: exit-code-before-join

from multiprocessing import Process


def run_in_process(func):
    process = Process(target=func)
    process.start()
    code = process.exitcode
    process.join()
    return code


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
