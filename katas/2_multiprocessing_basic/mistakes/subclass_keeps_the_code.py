# check: exit_code
# misconception: method-changes-a-copy

import multiprocessing


class Job(multiprocessing.Process):
    def __init__(self, func):
        super().__init__()
        self.func = func
        self.status = 1

    def run(self):
        self.func()
        self.status = 0


def run_in_process(func):
    job = Job(func)
    job.start()
    job.join()
    return job.status


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
