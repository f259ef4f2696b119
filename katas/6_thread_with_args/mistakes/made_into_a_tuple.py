# check: value_whole
# misconception: string-as-args

import threading


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=tuple(val))
    thread.start()
    thread.join()


def run_each(func, vals):
    threads = [threading.Thread(target=func, args=(val,)) for val in vals]
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
