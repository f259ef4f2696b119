import threading


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    thread.join()


def run_each(func, vals):
    threads = {}
    for number, val in enumerate(vals):
        threads[number] = threading.Thread(target=func, args=(val,), name=f"worker-{number}")
    for thread in threads.values():
        thread.start()
    while threads:
        number, thread = threads.popitem()
        thread.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
