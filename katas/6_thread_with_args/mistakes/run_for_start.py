# check: one_new_thread
# misconception: run-instead-of-start

import threading


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.run()


def run_each(func, vals):
    threads = [threading.Thread(target=func, args=(val,)) for val in vals]
    for thread in threads:
        thread.run()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
