# check: every_start_method
# misconception: not-to-be-pickled

import threading
from multiprocessing import Process


class Job(Process):
    def __init__(self, func):
        super().__init__()
        self.func = func
        self.lock = threading.Lock()

    def run(self):
        with self.lock:
            self.func()


def run_in_process(func):
    job = Job(func)
    job.start()
    job.join()
    return job.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
