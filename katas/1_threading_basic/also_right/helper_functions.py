import threading


def launch(func):
    thread = threading.Thread(target=func)
    thread.start()
    return thread


def wait_for(thread):
    thread.join()


def run_in_thread(func):
    wait_for(launch(func))


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
