# check: waits_by_join
# misconception: event-instead-of-join

import threading


def run_in_thread(func):
    done = threading.Event()

    def work():
        func()
        done.set()

    threading.Thread(target=work).start()
    done.wait()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
