# check: exit_code
# misconception: exit-code-retold

from multiprocessing import Process


def run_in_process(func):
    process = Process(target=func)
    process.start()
    process.join()
    return process.exitcode == 0


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
