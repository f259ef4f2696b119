# check: runs_once
# misconception: never-started

import threading


def run_in_thread(func):
    # a new thread for the log line
    threading.Thread(target=func)


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
