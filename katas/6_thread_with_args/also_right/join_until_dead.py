import threading


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    while thread.is_alive():
        thread.join(0.1)


def run_each(func, vals):
    threads = [threading.Thread(target=func, args=(val,)) for val in vals]
    for thread in threads:
        thread.start()
    alive = threads
    while alive:
        for thread in alive:
            thread.join(timeout=0.05)
        alive = [thread for thread in alive if thread.is_alive()]


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
