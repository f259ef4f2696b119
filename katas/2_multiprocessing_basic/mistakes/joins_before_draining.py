# check: large_result
# misconception: join-before-draining

import multiprocessing


def work(func, queue):
    queue.put(func())


def run_in_process(func):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=work, args=(func, queue))
    process.start()
    process.join()
    if process.exitcode == 0:
        print("result:", queue.get())
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
