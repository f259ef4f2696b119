# check: every_start_method
# misconception: lambda-to-a-process

from multiprocessing import Process


def run_in_process(func):
    class Job(Process):
        def run(self):
            func()

    job = Job()
    job.start()
    job.join()
    return job.exitcode


def resize_images():
    print("resized 3 images")


if __name__ == "__main__":
    print("exit code", run_in_process(resize_images))
