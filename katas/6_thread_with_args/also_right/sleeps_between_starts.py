import threading
import time


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    thread.join()


def run_each(func, vals):
    threads = []
    for val in vals:
        thread = threading.Thread(target=func, args=(val,))
        thread.start()
        threads.append(thread)
        time.sleep(1)  # spare the disk
    for thread in threads:
        thread.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
