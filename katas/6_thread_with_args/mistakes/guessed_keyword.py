# check: value_whole
# misconception: kwargs-guesses-name

import threading


def run_with_arg(func, val):
    thread = threading.Thread(target=func, kwargs={"val": val})
    thread.start()
    thread.join()


def run_each(func, vals):
    threads = []
    for val in vals:
        thread = threading.Thread(target=func, kwargs={"val": val})
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
