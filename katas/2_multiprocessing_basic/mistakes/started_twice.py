# check: exit_code
# misconception: started-twice

from multiprocessing import Process


class Job(Process):
    def __init__(self, func):
        super().__init__(target=func)
        self.start()


def run_in_process(func):
    job = Job(func)
    job.start()
    job.join()
    return job.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
