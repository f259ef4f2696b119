# check: runs_once
# misconception: state-kept-between-calls

import multiprocessing


def run_in_process(func, processes=[]):
    processes.append(multiprocessing.Process(target=func))
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return processes[-1].exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
