# check: runs_once
# misconception: target-and-run

from multiprocessing import Process


class Job(Process):
    def __init__(self, func):
        super().__init__(target=func)
        self.func = func

    def run(self):
        print("the job begins")
        self.func()
        super().run()


def run_in_process(func):
    job = Job(func)
    job.start()
    job.join()
    return job.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
