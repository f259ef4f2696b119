# check: waits_by_join
# misconception: join-timeout-is-not-done

import threading


def run_in_thread(func):
    thread = threading.Thread(target=func)
    thread.start()
    # half a second is plenty for a log line
    thread.join(timeout=0.5)


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
