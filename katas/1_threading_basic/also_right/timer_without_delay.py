from threading import Timer


def run_in_thread(func):
    # a Timer is a Thread that begins with a wait, here of no length
    timer = Timer(0, func)
    timer.start()
    timer.join()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
