# check: new_thread
# misconception: run-instead-of-start

import threading


def run_in_thread(func):
    thread = threading.Thread(target=func)
    # run() comes back when func is done, so there is nothing left to join
    thread.run()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
