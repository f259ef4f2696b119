import threading
from contextlib import ExitStack


def run_with_arg(func, val):
    run_each(func, [val])


def run_each(func, vals):
    with ExitStack() as joins:
        for val in vals:
            thread = threading.Thread(target=func, args=(val,))
            thread.start()
            joins.callback(thread.join)


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
