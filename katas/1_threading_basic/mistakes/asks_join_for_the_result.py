# check: runs_once
# misconception: join-returns-none

import threading


def run_in_thread(func):
    thread = threading.Thread(target=func)
    thread.start()
    result = thread.join()
    if result is None:
        # the thread gave nothing back, so ask the function itself
        result = func()
    return result


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
