import threading
from contextlib import contextmanager


@contextmanager
def running(func):
    thread = threading.Thread(target=func)
    thread.start()
    try:
        yield thread
    finally:
        thread.join()


def run_in_thread(func):
    with running(func):
        pass


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
