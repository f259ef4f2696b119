from threading import Thread


def run_with_arg(func, val):
    t = Thread(target=func, args=(val,))
    t.start()
    t.join()


def run_each(func, vals):
    ts = []
    for val in vals:
        t = Thread(target=func, args=(val,))
        ts.append(t)
        t.start()
    for t in ts:
        t.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
