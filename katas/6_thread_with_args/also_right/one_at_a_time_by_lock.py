import threading


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    thread.join()


def run_each(func, vals):
    lock = threading.Lock()

    def locked(val):
        with lock:  # func need not be safe to call from several threads
            func(val)

    threads = [threading.Thread(target=locked, args=(val,)) for val in vals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    run_with_arg(print, "users.csv")
    run_each(print, ["users.csv", "orders.csv"])
