# check: named_threads
# misconception: calls-instead-of-passing

import threading


def work(report):
    report(threading.current_thread().name)


def report_names(report, names):
    threads = [threading.Thread(target=work(report), name=name) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
