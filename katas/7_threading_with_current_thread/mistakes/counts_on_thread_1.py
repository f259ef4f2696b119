# check: named_threads
# misconception: expects-default-name

import threading


def report_names(report, names):
    def work():
        # Thread-1 is the first, Thread-2 the second
        number = threading.current_thread().name.removeprefix("Thread-")
        report(names[int(number) - 1])

    threads = [threading.Thread(target=work) for _ in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
