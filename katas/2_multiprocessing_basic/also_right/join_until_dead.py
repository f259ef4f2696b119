from multiprocessing import Process


def run_in_process(func):
    process = Process(target=func)
    process.start()
    while process.is_alive():
        process.join(timeout=0.5)
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
