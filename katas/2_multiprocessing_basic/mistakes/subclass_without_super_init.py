# check: new_process
# misconception: init-not-called

from multiprocessing import Process


class Job(Process):
    def __init__(self, func):
        self.func = func

    def run(self):
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
