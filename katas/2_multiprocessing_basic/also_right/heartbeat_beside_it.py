import multiprocessing
import threading


def beat(stop):
    while not stop.wait(0.2):
        print("still working")


def run_in_process(func):
    stop = threading.Event()
    heart = threading.Thread(target=beat, args=(stop,))
    heart.start()
    try:
        process = multiprocessing.Process(target=func)
        process.start()
        process.join()
    finally:
        stop.set()
        heart.join()
    return process.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
