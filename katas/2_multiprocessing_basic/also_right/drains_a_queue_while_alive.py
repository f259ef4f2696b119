import multiprocessing
import queue


def work(func, results):
    results.put(func())


def run_in_process(func):
    results = multiprocessing.Queue()
    process = multiprocessing.Process(target=work, args=(func, results))
    process.start()
    while True:
        try:
            result = results.get(timeout=0.05)
            break
        except queue.Empty:
            if not process.is_alive():
                result = None
                break
    process.join()
    print("result:", str(result)[:20])
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
