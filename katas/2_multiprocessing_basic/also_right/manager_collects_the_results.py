import multiprocessing


def work(func, results):
    results.append(str(func())[:20])


def run_in_process(func):
    with multiprocessing.Manager() as manager:
        results = manager.list()
        process = multiprocessing.Process(target=work, args=(func, results))
        process.start()
        process.join()
        print("results:", list(results))
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
