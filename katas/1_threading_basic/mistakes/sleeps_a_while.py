# check: waits_by_join
# misconception: sleeps-instead-of-joining

import threading
import time


def run_in_thread(func):
    thread = threading.Thread(target=func)
    thread.start()
    time.sleep(0.2)


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
