from threading import Thread


class ScopedThread(Thread):
    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exc_info):
        self.join()


def run_in_thread(func):
    with ScopedThread(target=func):
        pass


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
