from threading import Thread


class Carrier(Thread):
    def __init__(self, func, val):
        super().__init__()
        self.func = func
        self.val = val

    def run(self):
        self.func(self.val)


def run_with_arg(func, val):
    carrier = Carrier(func, val)
    carrier.start()
    carrier.join()


def run_each(func, vals):
    carriers = [Carrier(func, val) for val in vals]
    for carrier in carriers:
        carrier.start()
    for carrier in carriers:
        carrier.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
