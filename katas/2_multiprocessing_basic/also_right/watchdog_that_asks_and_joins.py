import multiprocessing
import time


def run_in_process(func):
    process = multiprocessing.Process(target=func)
    process.start()
    begun = time.monotonic()
    while process.exitcode is None:
        process.join(0.25)
        if time.monotonic() - begun > 3600:
            print("slow job")
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
