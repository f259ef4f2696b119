import threading


def run_in_thread(func):
    threads = [threading.Thread(target=f) for f in (func,)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
