from threading import Thread


class LoggingThread(Thread):
    """Says when it begins and ends, and leaves the call to Thread."""

    def run(self):
        print("begin", self.name)
        super().run()
        print("end", self.name)


def run_in_thread(func):
    thread = LoggingThread(target=func, name="logger")
    thread.start()
    thread.join()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
