# check: each_value_once
# misconception: state-kept-between-calls

import threading

threads = []


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    thread.join()


def run_each(func, vals):
    for val in vals:
        threads.append(threading.Thread(target=func, args=(val,)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
