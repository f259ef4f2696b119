import multiprocessing


def run_all(funcs):
    processes = [multiprocessing.Process(target=func) for func in funcs]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]


def run_in_process(func):
    (code,) = run_all([func])
    return code


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
