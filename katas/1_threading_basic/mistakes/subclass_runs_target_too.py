# check: runs_once
# misconception: target-and-run

from threading import Thread


class Worker(Thread):
    def __init__(self, func):
        super().__init__(target=func)
        self.func = func

    def run(self):
        self.func()
        super().run()


def run_in_thread(func):
    worker = Worker(func)
    worker.start()
    worker.join()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
