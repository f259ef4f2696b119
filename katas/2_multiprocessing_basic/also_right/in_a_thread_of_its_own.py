import threading
from multiprocessing import Process


def run_in_process(func):
    codes = []

    def launch():
        process = Process(target=func)
        process.start()
        process.join()
        codes.append(process.exitcode)

    thread = threading.Thread(target=launch)
    thread.start()
    thread.join()
    return codes[0]


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
