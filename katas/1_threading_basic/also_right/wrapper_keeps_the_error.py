import threading


def run_in_thread(func):
    errors = []

    def call_and_keep():
        try:
            func()
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=call_and_keep)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
