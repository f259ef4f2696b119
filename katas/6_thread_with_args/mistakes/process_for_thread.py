# check: one_new_thread
# misconception: process-for-thread

from multiprocessing import Process


def run_with_arg(func, val):
    process = Process(target=func, args=(val,))
    process.start()
    process.join()


def run_each(func, vals):
    processes = [Process(target=func, args=(val,)) for val in vals]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")
