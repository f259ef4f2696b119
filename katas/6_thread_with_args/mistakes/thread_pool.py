# check: one_new_thread
# misconception: other-road-pool

from concurrent.futures import ThreadPoolExecutor


def run_with_arg(func, val):
    with ThreadPoolExecutor() as pool:
        pool.submit(func, val)


def run_each(func, vals):
    with ThreadPoolExecutor() as pool:
        for val in vals:
            pool.submit(func, val)


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
