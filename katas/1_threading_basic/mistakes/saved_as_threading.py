# check: loads
# misconception: file-shadows-library
# saved as: threading.py

from threading import Thread


def run_in_thread(func):
    thread = Thread(target=func)
    thread.start()
    thread.join()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
