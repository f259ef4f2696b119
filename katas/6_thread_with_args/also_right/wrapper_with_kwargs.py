import threading


def call(func, value):
    func(value)


def run_with_arg(func, val):
    thread = threading.Thread(target=call, kwargs={"func": func, "value": val})
    thread.start()
    thread.join()


def run_each(func, vals):
    threads = [
        threading.Thread(target=call, kwargs=dict(func=func, value=val)) for val in vals
    ]
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
