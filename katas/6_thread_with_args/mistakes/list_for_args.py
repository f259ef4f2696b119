# check: each_value_once
# misconception: all-values-to-each

import threading


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    thread.join()


def run_each(func, vals):
    thread = threading.Thread(target=func, args=vals)
    thread.start()
    thread.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
