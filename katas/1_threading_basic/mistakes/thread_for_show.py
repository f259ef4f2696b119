# check: new_thread
# misconception: output-not-evidence

import threading


def run_in_thread(func):
    thread = threading.Thread(target=print)
    thread.start()
    func()
    thread.join()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
