# check: all_started_first
# misconception: start-join-in-one-loop

import threading


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    thread.join()


def run_each(func, vals):
    # not too many at once
    for first in range(0, len(vals), 3):
        threads = [threading.Thread(target=func, args=(val,)) for val in vals[first : first + 3]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
