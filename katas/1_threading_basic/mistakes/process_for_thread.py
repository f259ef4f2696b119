# check: new_thread
# misconception: process-for-thread

from multiprocessing import Process


def run_in_thread(func):
    process = Process(target=func)
    process.start()
    process.join()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
