import threading


def run_with_arg(func, val):
    run_each(func, [val])


def run_each(func, vals):
    barrier = threading.Barrier(max(1, len(vals)))

    def work(val):
        barrier.wait()
        func(val)

    threads = [threading.Thread(target=work, args=(val,)) for val in vals]
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
