import threading as th


def run_with_arg(func, val):
    thread = th.Thread(target=func, args=[val])
    thread.start()
    thread.join()


def run_each(func, vals):
    threads = [th.Thread(target=func, args=[val]) for val in vals]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
