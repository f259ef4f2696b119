# check: new_thread
# misconception: other-road-pool

from concurrent.futures import ThreadPoolExecutor


def run_in_thread(func):
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(func)


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")
