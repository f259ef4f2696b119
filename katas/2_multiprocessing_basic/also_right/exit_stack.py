import contextlib
import multiprocessing


def run_in_process(func):
    with contextlib.ExitStack() as stack:
        process = multiprocessing.Process(target=func)
        process.start()
        stack.callback(process.join)
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
