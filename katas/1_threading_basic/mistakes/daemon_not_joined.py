# check: waits_by_join
# misconception: daemon-without-join

import threading


def run_in_thread(func):
    # a daemon keeps running in the background until it is done
    thread = threading.Thread(target=func, daemon=True)
    thread.start()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
