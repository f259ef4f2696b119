# check: value_by_args
# misconception: bound-in-partial

import threading
from functools import partial


def run_with_arg(func, val):
    thread = threading.Thread(target=partial(func, val))
    thread.start()
    thread.join()


def run_each(func, vals):
    threads = [threading.Thread(target=partial(func, val)) for val in vals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
