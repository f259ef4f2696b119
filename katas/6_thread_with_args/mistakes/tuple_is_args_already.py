# check: value_whole
# misconception: tuple-as-args

import threading


def make_thread(func, val):
    args = val if isinstance(val, tuple) else (val,)
    return threading.Thread(target=func, args=args)


def run_with_arg(func, val):
    thread = make_thread(func, val)
    thread.start()
    thread.join()


def run_each(func, vals):
    threads = [make_thread(func, val) for val in vals]
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
