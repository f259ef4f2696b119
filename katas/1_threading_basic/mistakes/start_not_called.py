# check: new_thread
# misconception: start-without-parentheses

import threading


def run_in_thread(func):
    thread = threading.Thread(target=func)
    thread.start
    thread.join()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("the thread has finished")
