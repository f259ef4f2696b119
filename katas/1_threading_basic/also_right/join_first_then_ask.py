import threading


def run_in_thread(func):
    thread = threading.Thread(target=func)
    thread.start()
    while True:
        thread.join(0.05)
        if not thread.is_alive():
            break


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
