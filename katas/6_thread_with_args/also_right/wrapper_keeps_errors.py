import threading


def call(func, val, errors):
    try:
        func(val)
    except Exception as error:
        errors.append(error)


def run_each(func, vals):
    errors = []
    threads = [threading.Thread(target=call, args=(func, val, errors)) for val in vals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def run_with_arg(func, val):
    run_each(func, (val,))


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
