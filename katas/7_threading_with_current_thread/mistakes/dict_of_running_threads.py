# check: waits_by_join
# misconception: keyed-by-value

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    running = {}
    for name in names:
        running[name] = threading.Thread(target=work, name=name)
        running[name].start()
    for thread in running.values():
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
