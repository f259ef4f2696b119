import threading


def launch(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    return thread


def run_with_arg(func, val):
    launch(func, val).join()


def run_each(func, vals):
    for thread in [launch(func, val) for val in vals]:
        thread.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
