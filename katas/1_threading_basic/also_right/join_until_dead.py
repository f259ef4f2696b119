import threading


def run_in_thread(func):
    thread = threading.Thread(target=func)
    thread.start()
    # short joins let Ctrl-C through on every system
    while thread.is_alive():
        thread.join(timeout=0.1)


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
