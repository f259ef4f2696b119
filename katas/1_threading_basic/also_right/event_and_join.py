import threading


def run_in_thread(func):
    done = threading.Event()

    def work():
        try:
            func()
        finally:
            done.set()

    thread = threading.Thread(target=work)
    thread.start()
    done.wait()
    thread.join()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
