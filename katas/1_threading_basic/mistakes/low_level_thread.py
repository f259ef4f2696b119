# check: new_thread
# misconception: low-level-thread

import _thread


def run_in_thread(func):
    finished = _thread.allocate_lock()
    finished.acquire()

    def work():
        try:
            func()
        finally:
            finished.release()

    _thread.start_new_thread(work, ())
    finished.acquire()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
