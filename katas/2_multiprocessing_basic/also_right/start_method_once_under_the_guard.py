import multiprocessing


def run_in_process(func):
    process = multiprocessing.Process(target=func)
    process.start()
    process.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    multiprocessing.freeze_support()
    multiprocessing.set_start_method("spawn")
    print("exit code", run_in_process(resize_images))
