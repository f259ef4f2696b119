import threading


def run_with_arg(func, val):
    thread = threading.Thread(None, func, None, (val,))
    thread.start()
    thread.join()


def run_each(func, vals):
    # zip of one list gives a tuple of one for each value
    threads = [threading.Thread(target=func, args=args) for args in zip(vals)]
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
