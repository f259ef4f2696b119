# check: exit_code
# misconception: exit-code-ignored

from multiprocessing import Process


def run_in_process(func):
    process = Process(target=func)
    try:
        process.start()
        process.join()
    except Exception:
        return 1
    else:
        return 0


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
