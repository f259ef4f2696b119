import multiprocessing


def work(func, progress):
    progress.value = 1
    func()
    progress.value = 2


def run_in_process(func):
    progress = multiprocessing.Value("i", 0)
    process = multiprocessing.Process(target=work, args=(func, progress))
    process.start()
    process.join()
    if process.exitcode:
        print("failed after step", progress.value)
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
