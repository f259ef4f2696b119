# check: exit_code
# misconception: method-changes-a-copy

from multiprocessing import Process


class Job:
    def __init__(self, func):
        self.func = func
        self.code = None

    def work(self):
        try:
            self.func()
            self.code = 0
        except Exception:
            self.code = 1


def run_in_process(func):
    job = Job(func)
    process = Process(target=job.work)
    process.start()
    process.join()
    return job.code


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
